import { describe, expect, it } from 'vitest';
import { type Digest, type DigestFacts, digestCards } from '../../../lambda/domain/cards/digest-cards.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

function aMail(changes: Partial<DigestFacts> = {}): DigestFacts {
  return {
    ...{ id: 'd1', customer: 'C1', customerName: '山田 太郎', company: '株式会社山田', crmUrl: '' },
    ...{ campaignName: 'お誕生日', at: '09:00', dueOn: '2027-03-14', decision: 'send', reason: '' },
    stopUrl: 'https://pages.example.jp/s/1',
    ...changes,
  };
}

const tomorrow = { dueOn: '2027-03-15', stopUrl: 'https://pages.example.jp/s/2' };

function aDigest(entries: readonly DigestFacts[], rest: Digest['rest'] = []): Digest {
  return { date: '2027-03-14', owner: { name: '佐藤 花子', email: 'sato@example.jp' }, entries, rest };
}

function onlyCard(digest: Digest, setting = ja) {
  const [card, ...more] = digestCards(digest, setting);
  if (!card || more.length > 0) throw new Error(`${more.length + 1} cards`);
  expect(cardProblems(card.payload)).toEqual([]);
  return { lines: linesOf(card.payload), content: card.payload.attachments[0].content };
}

describe('the morning’s digest', () => {
  it('tells the owner who gets what today and tomorrow, with a link beside each mail that stops it', () => {
    const { lines, content } = onlyCard(aDigest([aMail(tomorrow), aMail()]));
    expect(lines).toEqual([
      '今日 1件、明日 1件のメール',
      '担当：<at>佐藤 花子</at> さん',
      '今日 2027年3月14日(日)',
      '送る予定です（1件）',
      '**山田 太郎** 様 · 株式会社山田',
      'お誕生日 09:00 · **[止める](https://pages.example.jp/s/1)**',
      '明日 2027年3月15日(月)',
      '送る予定です（1件）',
      '**山田 太郎** 様 · 株式会社山田',
      'お誕生日 09:00 · **[止める](https://pages.example.jp/s/2)**',
      'Fushime · prod',
    ]);
    expect(content.body[0]).toMatchObject({ style: 'emphasis' });
    expect(content.msteams.entities.map(({ mentioned }) => mentioned.id)).toEqual(['sato@example.jp']);
  });

  it('puts what cannot be sent and what needs approval first, and takes its colour', () => {
    const { lines, content } = onlyCard(
      aDigest([
        aMail(),
        aMail({ decision: 'stop', reason: 'stopped-by-person' }),
        aMail({ decision: 'stop', reason: 'stop-flag', stopUrl: '' }),
        aMail({ decision: 'ask' }),
        aMail({ decision: 'skip', reason: 'missing-value:name', stopUrl: '', customerName: '' }),
      ]),
    );
    expect(lines.filter((line) => line.endsWith('件）'))).toEqual([
      '今日 2件、明日 0件のメール（要確認 2件）',
      'このままでは送れません（1件）',
      '承認が必要です（1件）',
      '止めています（2件）',
      '送る予定です（1件）',
    ]);
    expect(lines).toContain('お誕生日 09:00 · 顧客の「氏名」が空です');
    expect(lines).toContain(
      'お誕生日 09:00 · 「止める」が押されました · **[止めるのを取り消す](https://pages.example.jp/s/1)**',
    );
    expect(content.body[0]).toMatchObject({ style: 'attention' });
    expect(lines.filter((line) => line.startsWith('今日 2027'))).toHaveLength(1);
    expect(onlyCard(aDigest([aMail({ decision: 'ask' })])).content.body[0]).toMatchObject({ style: 'warning' });
  });

  it('counts in its title what leaves or waits for approval, and apart from that what somebody has to look at', () => {
    const mails = (['send', 'send', 'ask', 'stop', 'skip', 'skip'] as const).map((decision) => aMail({ decision }));
    const { lines, content } = onlyCard(aDigest([...mails, aMail({ ...tomorrow, decision: 'ask' })]));
    expect(lines[0]).toBe('今日 3件、明日 1件のメール（要確認 4件）');
    expect(content.fallbackText).toBe(lines[0]);
    expect(onlyCard(aDigest([aMail({ decision: 'stop' })])).lines[0]).toBe('今日 0件、明日 0件のメール');
  });

  it('of a Friday tells all days up to Monday', () => {
    const friday = { ...aDigest(['12', '14', '13', '15', '15'].map((day) => aMail({ dueOn: `2027-03-${day}` }))) };
    const { lines } = onlyCard({ ...friday, date: '2027-03-12' });
    expect(lines[0]).toBe('今日 1件、明日から3月15日(月)まで 4件のメール');
    expect(lines.filter((line) => line.includes('2027年'))).toEqual([
      ...['今日 2027年3月12日(金)', '明日 2027年3月13日(土)', '2027年3月14日(日)', '2027年3月15日(月)'],
    ]);
    const asks = [...friday.entries, aMail({ dueOn: '2027-03-14', decision: 'ask' })];
    expect(onlyCard({ ...friday, date: '2027-03-12', entries: asks }, en).lines[0]).toBe(
      'Mail: 1 today, 5 more through Mon, Mar 15, 1 to check',
    );
  });

  it('counts what is not listed', () => {
    const unlisted = { id: 'd1', campaignName: 'ご契約の更新', dueOn: '2027-03-15' };
    const { lines } = onlyCard(
      aDigest(
        [aMail()],
        [
          { ...unlisted, decision: 'send', count: 240 },
          { ...unlisted, decision: 'stop', count: 3 },
          { ...unlisted, decision: 'ask', count: 2 },
        ],
      ),
    );
    expect(lines[0]).toBe('今日 1件、明日 242件のメール（要確認 2件）');
    expect(lines.slice(6, 11)).toEqual([
      ...['明日 2027年3月15日(月)', 'ここに載せきれない分', 'ご契約の更新（240件）'],
      ...['ご契約の更新 · 止めています（3件）', 'ご契約の更新 · 承認が必要です（2件）'],
    ]);
  });

  it('is in English where the stage is', () => {
    const { lines } = onlyCard(aDigest([aMail(), aMail({ ...tomorrow, decision: 'ask' })]), en);
    expect(lines).toEqual([
      'Mail: 1 today, 1 tomorrow, 1 to check',
      'Owner: <at>佐藤 花子</at>',
      'Today, Sun, Mar 14, 2027',
      'To be sent (1)',
      '**山田 太郎** · 株式会社山田',
      'お誕生日 09:00 · **[Stop](https://pages.example.jp/s/1)**',
      'Tomorrow, Mon, Mar 15, 2027',
      'Needs approval (1)',
      '**山田 太郎** · 株式会社山田',
      'お誕生日 09:00 · **[Stop](https://pages.example.jp/s/2)**',
      'Fushime · prod',
    ]);
  });

  it('stays within 20 KB a card however long the names and links are, and keeps its id on each', () => {
    const long = '<b>山*[田]</b>\n"'.repeat(40);
    const names = {
      customerName: long,
      company: long,
      campaignName: long,
      crmUrl: `https://c.example/${'x'.repeat(400)}`,
    };
    const mails = Array.from({ length: 60 }, (_, n) =>
      aMail({ ...names, ...(n % 2 ? tomorrow : {}), stopUrl: `https://pages.example.jp/s/${'x'.repeat(400)}${n}` }),
    );
    const cards = digestCards(aDigest(mails), ja);
    expect(cards.flatMap(({ payload }) => cardProblems(payload))).toEqual([]);
    expect(cards.length).toBeLessThan(10);
    const json = JSON.stringify(cards);
    for (let n = 0; n < 60; n += 1) expect(json).toContain(`${'x'.repeat(400)}${n})`);
    for (const { ids } of cards) expect(ids).toEqual(['d1']);
  });
});
