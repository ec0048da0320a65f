import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPayload } from '../../../lambda/domain/cards/adaptive-card.ts';
import { facts, text } from '../../../lambda/domain/cards/card-frame.ts';
import { linkedText, plainText } from '../../../lambda/domain/cards/card-text.ts';
import { cardToHtml } from '../../../lambda/domain/cards/card-to-html.ts';
import { cardToText } from '../../../lambda/domain/cards/card-to-text.ts';
import { cardsMail } from '../../../lambda/domain/cards/cards-mail.ts';
import { namePerson } from '../../../lambda/domain/cards/mention.ts';
import { readInline } from '../../../lambda/domain/cards/read-inline.ts';
import { refusedCardsMail } from '../../../lambda/domain/cards/refused-cards-mail.ts';
import { aStage } from '../../support/builders.ts';

const card = toPayload({
  title: '題名',
  body: [
    text('題名', { weight: 'bolder' }),
    ...facts([['対象', '1,200件']]),
    {
      type: 'Container',
      separator: true,
      items: [
        text(`**${linkedText('山田 [太郎]', 'https://crm.example.jp/c(1)')}** 様 · ${plainText('<b>*社*')}`),
        text('承認：<at>佐藤</at> さん'),
      ],
    },
  ],
  actions: [{ type: 'Action.OpenUrl', title: '決める', url: 'https://pages.example.jp/a/1?x="y"' }],
});

describe('a card as a mail', () => {
  it('reads as text: no marks, every link with its address', () => {
    expect(cardToText(card)).toBe(
      [
        '題名',
        '',
        '対象: 1,200件',
        '',
        '山田 [太郎] <https://crm.example.jp/c%281%29> 様 · ＜b＞*社*',
        '承認：佐藤 さん',
        '',
        '決める <https://pages.example.jp/a/1?x="y">',
      ].join('\n'),
    );
  });

  it('reads as HTML with the same links', () => {
    const html = cardToHtml(card);
    expect(html).toContain('<a href="https://crm.example.jp/c%281%29">山田 [太郎]</a> 様 · ＜b＞*社*');
    expect(html).toContain('href="https://pages.example.jp/a/1?x=&quot;y&quot;"');
    expect(html).toContain('承認：佐藤 さん');
  });

  it('shows any words just as they were, whatever marks they hold, and links nowhere they say', () => {
    const words = fc.string({ unit: fc.constantFrom(...'山a*_[]()~`\\<>& "', 'https://x.example', '](') });
    fc.assert(
      fc.property(words, (drawn) => {
        const shown = plainText(drawn, 1000);
        const pieces = readInline(`${shown}|${linkedText(drawn, 'https://ok.example/')}`);
        expect(pieces.map((piece) => piece.url).filter((url) => url !== undefined)).toEqual(['https://ok.example/']);
        const expected = drawn.trim().replaceAll('<', '＜').replaceAll('>', '＞');
        expect(pieces[0]?.words).toBe(`${expected}|`);
        const payload = toPayload({ title: 't', body: [text(shown)] });
        expect(cardToHtml(payload)).not.toMatch(/<a |<b>|<script/);
      }),
    );
  });

  it('links to the web only', () => {
    expect(readInline('[x](javascript:alert)')).toEqual([{ words: '[x](javascript:alert)' }]);
    for (const url of [
      'javascript:alert(1)',
      'https://crm.example.jp@elsewhere.example/',
      'https://:p@elsewhere.example/',
    ]) {
      expect(linkedText('山田', url)).toBe('山田');
    }
  });

  it('turns no line around', () => {
    const turned = '\u202egpj.\u2066山田';
    const { words, mentions } = namePerson({ name: turned, email: 's@x.jp' }, 'ja');
    for (const shown of [
      plainText(turned),
      linkedText(turned, 'https://ok.example/'),
      words,
      JSON.stringify(mentions),
    ]) {
      expect(shown).toContain('山田');
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
  });

  it('goes to a colleague with one subject line, a tag of its own and no way to opt out', () => {
    const mail = cardsMail(
      { to: { name: '佐藤', address: 's@x.jp' }, subject: 'a\r\nBcc: b', cards: [card, card] },
      aStage,
    );
    expect(mail).toMatchObject({
      subject: 'a Bcc: b',
      tags: { kind: 'notice' },
      to: { name: '佐藤', address: 's@x.jp' },
    });
    expect(mail).not.toHaveProperty('unsubscribeUrl');
    expect(mail.text.match(/対象: 1,200件/g)).toHaveLength(2);
    expect(mail.text).toContain('Fushime（test）からの自動のお知らせです');
    expect(mail.html).toMatch(/^<!DOCTYPE html><html lang="ja">/);
    expect(cardsMail({ to: mail.to, cards: [card] }, { ...aStage, locale: 'en' }).text).toContain(
      'Sent by Fushime (test)',
    );
  });

  it('says where each card that Teams refused was to go', () => {
    const refused = [
      { place: { kind: 'channel', name: '営業' }, payload: card },
      { place: { kind: 'channel', name: '' }, payload: card },
      { place: { kind: 'owner', email: 'sato@x.jp' }, payload: card },
      { place: { kind: 'owner', email: 'sato@x.jp' }, payload: card },
    ] as const;
    const mail = refusedCardsMail(refused, 'ops@x.jp', aStage);
    expect(mail.text.match(/宛先：.*?（/g)).toEqual([
      '宛先：チャネル「営業」（',
      '宛先：既定のチャネル（',
      '宛先：sato@x.jp（',
    ]);
    expect(mail.subject).toBe('Fushime (test): Teamsに届けられなかったお知らせ 4件');
    expect(refusedCardsMail(refused, 'ops@x.jp', { ...aStage, locale: 'en' }).text).toContain(
      'Meant for: The default channel',
    );
  });
});
