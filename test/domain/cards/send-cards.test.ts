import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeText } from '../../../lambda/domain/cards/outcome-text.ts';
import { reasonWords, stateWords } from '../../../lambda/domain/cards/outcome-words.ts';
import type { SendFacts } from '../../../lambda/domain/cards/send-card-facts.ts';
import { sendCards } from '../../../lambda/domain/cards/send-cards.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

const sato = { name: '佐藤 花子', email: 'sato@example.jp' };

function aSend(changes: Partial<SendFacts> = {}): SendFacts {
  return {
    id: 'm1',
    campaign: 'birthday',
    campaignName: 'お誕生日クーポン',
    customer: 'C0001',
    customerName: '山田 太郎',
    company: '株式会社山田',
    crmUrl: 'https://crm.example.jp/c/1',
    date: '2027-03-14',
    offset: '',
    state: 'sent',
    reason: '',
    ...changes,
  };
}

function onlyCard(sends: readonly SendFacts[], owner = sato, setting = ja) {
  const cards = sendCards(sends, owner, setting);
  expect(cards).toHaveLength(1);
  const [card] = cards;
  if (!card) throw new Error('no card');
  expect(cardProblems(card.payload)).toEqual([]);
  return card;
}

const content = (card: ReturnType<typeof onlyCard>) => card.payload.attachments[0].content;

describe('a card about sends', () => {
  it('mentions the owner, names the campaign and links the customer to the CRM', () => {
    const card = onlyCard([aSend()]);
    expect(linesOf(card.payload)).toEqual([
      'メールのお知らせ：1件',
      '担当：<at>佐藤 花子</at> さん',
      'お誕生日クーポン',
      '送信しました（1件）',
      '**[山田 太郎](https://crm.example.jp/c/1)** 様 · 株式会社山田 · 2027年3月14日(日)',
      'Fushime · prod',
    ]);
    expect(content(card).msteams.entities).toEqual([
      { type: 'mention', text: '<at>佐藤 花子</at>', mentioned: { id: 'sato@example.jp', name: '佐藤 花子' } },
    ]);
    expect(content(card).actions).toEqual([
      { type: 'Action.OpenUrl', title: 'CRMで開く', url: 'https://crm.example.jp/c/1' },
    ]);
    expect(card.ids).toEqual(['m1']);
  });

  it('is in English where the stage is', () => {
    const card = onlyCard(
      [aSend({ state: 'skipped', reason: 'missing-value:name', customerName: '', offset: 'P3M', dueOn: '2026-12-14' })],
      sato,
      en,
    );
    expect(linesOf(card.payload)).toEqual([
      'Please check: 1',
      'Owner: <at>佐藤 花子</at>',
      'お誕生日クーポン',
      'Not sent: “name” is empty (1)',
      'Please fill in this field of the customer’s data.',
      '**[株式会社山田](https://crm.example.jp/c/1)** · 3 months before Sun, Mar 14, 2027',
      'Fushime · prod',
    ]);
  });

  it('says which field was empty and what to do', () => {
    const lines = linesOf(
      onlyCard([aSend({ state: 'skipped', reason: 'missing-value:name', customerName: '' })]).payload,
    );
    expect(lines).toContain('送りませんでした：顧客の「氏名」が空です（1件）');
    expect(lines).toContain('顧客データのこの項目を入力してください。');
  });

  it('names fields of other records and of the owner by their labels', () => {
    const said = (name: string) => outcomeText({ state: 'skipped', reason: `missing-value:${name}` }, ja);
    expect(said('delivery.title')).toBe('送りませんでした：配信の「件名」が空です');
    expect(said('owner.name')).toBe('送りませんでした：顧客の「担当者」が空です');
    expect(said('sender.contact')).toBe('送りませんでした：「sender.contact」が空です');
  });

  it('puts what needs somebody first and takes its colour', () => {
    const card = onlyCard([
      aSend({ id: 'a' }),
      aSend({ id: 'b', state: 'stopped', reason: 'stop-flag' }),
      aSend({ id: 'c', state: 'failed', reason: 'rejected-by-ses' }),
      aSend({ id: 'd' }),
    ]);
    expect(card.ids).toEqual(['c', 'b', 'a', 'd']);
    expect(content(card).body[0]).toMatchObject({ type: 'Container', style: 'attention', bleed: true });
    const lines = linesOf(card.payload);
    expect(lines[0]).toBe('メールのお知らせ：4件（うち要確認 2件）');
    expect(lines).toContain('送らずに止めました：自動メール停止フラグが付いています（1件）');
    expect(lines).toContain('送信しました（2件）');
    expect(content(card).actions).toEqual([]);
  });

  it.each([
    ['sent', '', 'good'],
    ['rejected', 'approval-rejected', 'warning'],
    ['uncertain', 'unknown-outcome', 'attention'],
    ['expired', 'late', 'attention'],
    ['cancelled', 'date-changed', 'emphasis'],
  ] as const)('has the colour of its news: %s', (state, reason, style) => {
    expect(content(onlyCard([aSend({ state, reason })])).body[0]).toMatchObject({ style });
  });

  it('shows the subject of a mail that was sent, and links to the mail', () => {
    const sent = { subject: 'お誕生日おめでとうございます', mailUrl: 'https://pages.example.jp/m/1' };
    expect(linesOf(onlyCard([aSend(sent)]).payload)).toContain(
      '[メールを見る](https://pages.example.jp/m/1) · 「お誕生日おめでとうございます」',
    );
    expect(linesOf(onlyCard([aSend({ mailUrl: sent.mailUrl })], sato, en).payload)).toContain(
      '[Show the mail](https://pages.example.jp/m/1)',
    );
  });

  it.each([
    ['2027-03-07', 'P1W', '2027年3月14日(日)の1週間前'],
    ['2027-03-24', 'P10D', '2027年3月14日(日)の10日後'],
    ['2027-03-14', '', '2027年3月14日(日)'],
  ] as const)('says of a mail due on %s how that stands to its date', (dueOn, offset, said) => {
    const lines = linesOf(onlyCard([aSend({ dueOn, offset })]).payload);
    expect(lines).toContain(`**[山田 太郎](https://crm.example.jp/c/1)** 様 · 株式会社山田 · ${said}`);
  });

  it('quotes a subject that has quotation marks in double ones', () => {
    const lines = linesOf(onlyCard([aSend({ subject: '「手引き」のお礼' })]).payload);
    expect(lines).toContain('『「手引き」のお礼』');
  });

  it('says who approved a mail or turned it down, and in their words', () => {
    const lines = (decision: 'approved' | 'rejected' | 'void', comment: string, setting = ja) => {
      const outcome =
        decision === 'rejected'
          ? ({ state: 'rejected', reason: 'approval-rejected' } as const)
          : { state: 'sent' as const };
      return linesOf(
        onlyCard([aSend({ ...outcome, decidedBy: { decision, by: '田中', comment } })], sato, setting).payload,
      );
    };
    expect(lines('rejected', '来月に\nしましょう')).toContain('見送った人：田中「来月に しましょう」');
    expect(lines('rejected', '来月に')).toContain('承認されませんでした：承認者が見送りました（1件）');
    expect(lines('rejected', '')).toContain('見送った人：田中');
    expect(lines('rejected', '*no*', en)).toContain('Turned down by 田中: “\\*no\\*”');
    expect(lines('approved', '')).toContain('承認した人：田中');
    expect(lines('approved', 'fine', en)).toContain('Approved by 田中: “fine”');
    expect(lines('void', '').join()).not.toContain('した人');
  });

  it.each([
    ['bounced', 'hard-bounce', 'メールアドレスを直すと、次の回から新しいアドレスに送ります'],
    ['bounced', 'soft-bounce', 'この1通は再送されません'],
    ['complained', '', 'お声がけは慎重に'],
    ['expired', 'approval-expired', '担当者から直接ご連絡ください'],
  ] as const)('advises what to do: %s %s', (state, reason, advice) => {
    expect(linesOf(onlyCard([aSend({ state, reason })]).payload).join('\n')).toContain(advice);
  });

  it('mentions nobody where nobody looks after the customer', () => {
    const card = onlyCard([aSend()], { name: '', email: '' });
    expect(content(card).msteams.entities).toEqual([]);
    expect(linesOf(card.payload)).toContain('担当者が登録されていないお客様です');
  });

  it('shows a name that carries Markdown or HTML as it is, and never links to a script', () => {
    const card = onlyCard([
      aSend({
        customerName: '[x](https://evil.example) *a* <at>b</at>',
        crmUrl: 'javascript:alert(1)',
        company: '_c_',
      }),
    ]);
    expect(linesOf(card.payload)).toContain(
      '**\\[x\\](https://evil.example) \\*a\\* ＜at＞b＜/at＞** 様 · \\_c\\_ · 2027年3月14日(日)',
    );
    expect(content(card).actions).toEqual([]);
  });

  it('keeps a CRM address with brackets inside its link', () => {
    const card = onlyCard([aSend({ crmUrl: 'https://crm.example.jp/c(1)?q=[a] b' })]);
    expect(linesOf(card.payload).join('\n')).toContain('](https://crm.example.jp/c%281%29?q=%5Ba%5D%20b)**');
  });

  it('spreads many sends over a few cards of at most 20 KB and loses none', () => {
    const words = fc.string({ unit: fc.constantFrom(...'山田太郎𠮷*_[]<>\n'), maxLength: 200 });
    const send = fc.record({
      campaign: fc.constantFrom('a', 'b', 'c'),
      customerName: words,
      company: words,
      crmUrl: fc.constantFrom('', `https://crm.example.jp/${'x'.repeat(300)}`, 'https://crm.example.jp/1'),
      state: fc.constantFrom('sent', 'failed', 'stopped', 'skipped', 'rejected'),
      subject: words,
      mailUrl: fc.constantFrom('', `https://pages.example.jp/m/${'x'.repeat(250)}`),
    });
    fc.assert(
      fc.property(fc.array(send, { minLength: 1, maxLength: 300, size: 'max' }), (drawn) => {
        const sends = drawn.map((changes, n) => aSend({ ...changes, id: String(n) }));
        const cards = sendCards(sends, sato, ja);
        expect(cards.flatMap(({ payload }) => cardProblems(payload))).toEqual([]);
        expect(cards.flatMap(({ ids }) => ids).sort()).toEqual(sends.map(({ id }) => id).sort());
        const bytes = cards.reduce((sum, { payload }) => sum + JSON.stringify(payload).length, 0);
        expect(cards.length).toBeLessThanOrEqual(1 + bytes / 4_000);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('numbers the cards when there are several, each with its group’s heading', () => {
    const sends = Array.from({ length: 200 }, (_, n) => aSend({ id: String(n), customer: `C${n}` }));
    const cards = sendCards(sends, sato, ja);
    expect(cards.length).toBeGreaterThan(1);
    for (const [n, { payload }] of cards.entries()) {
      expect(linesOf(payload)[0]).toBe(`メールのお知らせ：200件 (${n + 1}/${cards.length})`);
      expect(linesOf(payload)).toContain('送信しました（200件）');
    }
  });

  it('has words for every state and reason in both languages', () => {
    for (const words of [...Object.values(stateWords), ...Object.values(reasonWords)]) {
      expect(words.ja).toMatch(/[ぁ-ん一-龠]/);
      expect(words.en).toMatch(/^[\x20-\x7e’“”]+$/);
    }
  });
});
