import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OutcomeRequestFacts, outcomeRequestCards } from '../../../lambda/domain/cards/outcome-request-cards.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

const owner = { name: '佐藤 花子', email: 'sato@example.jp' };

function aRequest(changes: Partial<OutcomeRequestFacts> = {}): OutcomeRequestFacts {
  return {
    ...{
      id: 'm1',
      campaign: 'birthday',
      campaignName: 'お誕生日クーポン',
      reason: 'unknown-outcome',
      isReminder: false,
    },
    ...{ customer: 'C1', customerName: '山田 太郎', company: '株式会社山田', crmUrl: 'https://crm.example.jp/c/1' },
    ...{ dueOn: '2027-03-14', url: 'https://pages.example.jp/o/1' },
    ...changes,
  };
}

function onlyCard(requests: readonly OutcomeRequestFacts[], setting = ja) {
  const [card, ...more] = outcomeRequestCards(requests, owner, setting);
  if (!card || more.length > 0) throw new Error(`${more.length + 1} cards`);
  expect(cardProblems(card.payload)).toEqual([]);
  return { ids: card.ids, lines: linesOf(card.payload), content: card.payload.attachments[0].content };
}

describe('a card that asks what became of a mail', () => {
  it('mentions the owner, says why nobody knows, and leads to the three answers', () => {
    const { lines, content, ids } = onlyCard([aRequest({ subject: '*お誕生日*' })]);
    expect(lines).toEqual([
      '【送信の確認】お誕生日クーポン（1件）',
      '担当：<at>佐藤 花子</at> さん',
      '送信できたかどうか分からないメールです。お客様に届いているかを確かめて、「送信済みにする」「もう一度送る」「送らない」から選んでください。選ぶまで再送しません。',
      'お誕生日クーポン（1件）',
      'メールサービスから返事がありませんでした',
      '**[山田 太郎](https://crm.example.jp/c/1)** 様 · 株式会社山田 · 送信予定 2027年3月14日(日)',
      '「\\*お誕生日\\*」',
      'Fushime · prod',
    ]);
    expect(content.actions).toEqual([
      { type: 'Action.OpenUrl', title: '確かめて答える', url: 'https://pages.example.jp/o/1' },
    ]);
    expect(content.msteams.entities.map(({ mentioned }) => mentioned.id)).toEqual(['sato@example.jp']);
    expect(ids).toEqual(['m1']);
  });

  it('has a link for each of several, what a restored log has lost apart', () => {
    const lost = aRequest({ id: 'm2', reason: 'log-restored', url: 'https://pages.example.jp/o/2' });
    const { lines, content, ids } = onlyCard([aRequest(), lost]);
    expect(lines[0]).toBe('【送信の確認】お誕生日クーポン（2件）');
    expect(lines).toContain('送信ログを復元したため、送信の記録がありません');
    for (const n of [1, 2]) expect(lines).toContain(`**[確かめて答える](https://pages.example.jp/o/${n})**`);
    expect(content.actions ?? []).toEqual([]);
    expect(ids).toEqual(['m1', 'm2']);
  });

  it('says that it is asked again only where all of it is', () => {
    const again = aRequest({ isReminder: true });
    expect(onlyCard([again]).lines[0]).toBe('【送信の確認・再度のお願い】お誕生日クーポン（1件）');
    expect(onlyCard([again, aRequest({ id: 'm2' })]).lines[0]).toBe('【送信の確認】お誕生日クーポン（2件）');
    expect(onlyCard([again], en).lines[0]).toBe('Still waiting for an answer – did it go out? お誕生日クーポン (1)');
  });

  it('is a card that Teams takes, whatever the names are and however many there are', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, name), { minLength: 1, maxLength: 200 }), (names) => {
        const requests = names.map(([customerName, company, subject], n) =>
          aRequest({ id: `m${n}`, customerName, company, subject }),
        );
        const cards = outcomeRequestCards(requests, owner, ja);
        for (const { payload } of cards) expect(cardProblems(payload)).toEqual([]);
        expect(cards.flatMap(({ ids }) => ids)).toEqual(requests.map(({ id }) => id));
      }),
      { numRuns: 20 },
    );
  });
});
