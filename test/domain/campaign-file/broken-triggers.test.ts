import { describe, expect, it } from 'vitest';
import { aCampaignFile, compile, problemsOf } from './a-campaign-file.ts';

const forms = {
  ja: 'trigger の書き方がわかりません。例: { every: year, on: 誕生日 }、{ before: 契約.契約終了日, offsets: [P3M] }、{ every: month, day: 1 }、{ once: 2027-04-01 }、{ event: document-downloaded }',
  en: 'This is no form of trigger. Examples: { every: year, on: customer.birthday }, { before: contract.endDate, offsets: [P3M] }, { every: month, day: 1 }, { once: 2027-04-01 }, { event: document-downloaded }',
};

describe('a trigger', () => {
  // Columns count from the beginning of the line `trigger: { … }`.
  it.each<readonly [string, number, string, string]>([
    [
      '{ on: customer.birthday }',
      16,
      'customer.birthday は毎年めぐる日付です。every: year を加えてください（例: { every: year, on: customer.birthday }）。',
      'customer.birthday returns every year. Add every: year, such as { every: year, on: customer.birthday }.',
    ],
    [
      '{ before: 誕生日, offsets: [P1W] }',
      20,
      '誕生日 は毎年めぐる日付です。every: year を加えてください（例: { every: year, before: 誕生日, offsets: [P1W] }）。',
      '誕生日 returns every year. Add every: year, such as { every: year, before: 誕生日, offsets: [P1W] }.',
    ],
    [
      '{ on: 購入日 }',
      16,
      '購入日 に当たる日付が複数あります。どれかを書いてください: 購入.購入日（purchase.date）、受講.購入日（enrolment.date）',
      '購入日 may mean several dates. Write one of purchase.date, enrolment.date.',
    ],
    [
      '{ before: 契約終了日, offsets: [P3M] }',
      20,
      '契約終了日 に当たる日付が複数あります。どれかを書いてください: 顧客.契約終了日（customer.contractEnd）、契約.契約終了日（contract.endDate）',
      '契約終了日 may mean several dates. Write one of customer.contractEnd, contract.endDate.',
    ],
    [
      '{ every: year, on: 誕生目 }',
      29,
      '誕生目 という日付はありません。もしかして: 誕生日',
      'There is no date 誕生目. Did you mean 誕生日?',
    ],
    [
      '{ on: contract.start }',
      16,
      'contract.start という日付はありません。使えるのは contract.endDate です。',
      'There is no date contract.start. There are contract.endDate.',
    ],
    [
      '{ on: contract.name }',
      16,
      'contract.name は日付の項目ではありません。日付は contract.endDate です。',
      'contract.name is not a date. The dates are contract.endDate.',
    ],
    [
      '{ on: program.next, through: enrolment }',
      16,
      'program.next は日付ではなく、別のレコードを指す項目です。program.next.date のように日付まで書いてください。',
      'program.next is not a date but points to another record. Name the date there: program.next.date.',
    ],
    [
      '{ on: delivery.date }',
      16,
      '配信（delivery）からは顧客をたどれません。through: enrolment を加えてください。',
      'delivery does not lead to customers. Add through: enrolment.',
    ],
    [
      '{ on: delivery.date, through: enrollment }',
      40,
      'enrollment という種類のレコードはありません。もしかして: enrolment',
      'There is no record type enrollment. Did you mean enrolment?',
    ],
    [
      '{ on: contract.endDate, through: enrolment }',
      43,
      'enrolment と contract は、同じレコードを指していません。',
      'enrolment and contract have no record in common.',
    ],
    [
      '{ every: year, on: customer.birthday, through: enrolment }',
      57,
      '顧客の日付に through は要りません。',
      'A date of the customer needs no through.',
    ],
    ['{ before: contract.endDate, offsets: [P3M, P3M] }', 47, 'P3M が二度書かれています。', 'P3M appears twice.'],
    [
      '{ before: contract.endDate, offsets: [P3M, 1W] }',
      53,
      '期間は P3D（3日）、P1W（1週間）、P3M（3ヶ月）のように書いてください。',
      'A period is written like P3D (3 days), P1W (1 week) or P3M (3 months).',
    ],
    ['{ before: contract.endDate }', 10, 'offsets がありません。', 'offsets is missing.'],
    [
      '{ before: contract.endDate, offsets: [] }',
      47,
      '[P3M, P1W] のような一覧を書いてください。',
      'This must be a list such as [P3M, P1W].',
    ],
    [
      '{ after: contract.endDate, within: P3M }',
      19,
      'within は before とだけ使えます。',
      'within goes with before alone.',
    ],
    [
      '{ on: contract.endDate, offsets: [P1W] }',
      43,
      'offsets は before か after と使ってください。',
      'offsets goes with before or after.',
    ],
    [
      '{ on: contract.endDate, leapDay: feb28 }',
      34,
      'leapDay はこの書き方では使えません。',
      'leapDay cannot be used in this form.',
    ],
    [
      '{ on: contract.endDate, before: contract.endDate }',
      42,
      'on、before、after はどれか一つだけ書いてください。',
      'Write only one of on, before and after.',
    ],
    ['{ every: week, on: customer.birthday }', 19, 'every は year か month です。', 'every is year or month.'],
    ['{ every: month }', 10, 'day がありません。', 'day is missing.'],
    ['{ every: month, day: 32 }', 31, '1 から 31 の日を書いてください。', 'This must be a day from 1 to 31.'],
    [
      '{ every: year }',
      19,
      'どの日付かを on、before、after のどれかで書いてください。',
      'Say which date, with on, before or after.',
    ],
    [
      '{ every: year, on: 誕生日, leapDay: feb29 }',
      43,
      'leapDay は feb28、mar1、skip のどれかです。',
      'leapDay is feb28, mar1 or skip.',
    ],
    [
      '{ every: year, on: 誕生日, from: 3, to: 1 }',
      47,
      'to は from（3）以上にしてください。',
      'to must be at least from (3).',
    ],
    [
      '{ once: 2026-12-31 }',
      18,
      '2026-12-31 09:00 はもう過ぎています。これからの日付にしてください。',
      '2026-12-31 09:00 has already passed. Choose a date to come.',
    ],
    [
      '{ event: downloaded, delay: 1D }',
      38,
      '遅れは P1D（翌日）や PT2H（2時間後）のように書いてください。',
      'A delay is written like P1D (the next day) or PT2H (2 hours later).',
    ],
    ['daily', 10, '{ … } の形で書いてください。', 'This must be written as { … }.'],
    ['{ }', 10, forms.ja, forms.en],
  ])('%s is answered at column %i', (trigger, column, ja, en) => {
    const problems = problemsOf(aCampaignFile({ trigger }));
    expect(problems).toEqual([{ file: 'campaigns/test.hbs', line: 3, column, message: { ja, en } }]);
  });

  it('names a misspelled key next to the form', () => {
    const problems = problemsOf(aCampaignFile({ trigger: '{ evry: year, before: contract.endDate, offsets: [P1W] }' }));
    expect(problems.map(({ column, message }) => [column, message.en])).toEqual([
      [12, 'There is no setting evry. Did you mean every?'],
    ]);
  });

  it('may be a past date where the same file is live already', () => {
    const source = aCampaignFile({ trigger: '{ once: 2026-12-31 }' });
    expect(compile(source, { alreadyLive: true }).kind).toBe('compiled');
  });

  it('is judged at its own time in its own zone', () => {
    const nowMs = Date.UTC(2027, 2, 31, 23, 59);
    const trigger = '{ once: 2027-04-01 }';
    expect(compile(aCampaignFile({ trigger }), { nowMs }).kind).toBe('compiled');
    expect(compile(aCampaignFile({ trigger }), { nowMs: nowMs + 60_000 }).kind).toBe('invalid');
    expect(compile(aCampaignFile({ trigger, timeZone: 'America/New_York' }), { nowMs: nowMs + 60_000 }).kind).toBe(
      'compiled',
    );
    expect(compile(aCampaignFile({ trigger, at: '"09:02"' }), { nowMs: nowMs + 60_000 }).kind).toBe('compiled');
  });

  it('that is wrong does not hide what is wrong elsewhere', () => {
    const problems = problemsOf(
      aCampaignFile({ trigger: '{ on: contract.end }' }, '{{contract.name}} {{contract.nme}}'),
    );
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 16],
      [7, 21],
    ]);
  });
});
