import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleCompany } from '../../local/sample-company/sample-company.ts';

const { PlainDate, PlainMonthDay } = Temporal;

const rowsSchema = z.array(z.record(z.string(), z.string()));
const eventSchema = z.object({
  id: z.string(),
  event: z.string(),
  customer: z.string().optional(),
  email: z.string().optional(),
  at: z.string(),
  data: z.object({ title: z.string().min(1), url: z.url() }),
});

const hardDays = [
  '2027-03-14',
  '2028-02-29',
  '2027-02-28',
  '2027-12-31',
  '2028-01-01',
  '2027-04-30',
  '2027-11-30',
  '2027-02-22',
];
const anyDay = fc.integer({ min: 0, max: 9_000 }).map((days) => PlainDate.from('2024-01-01').add({ days }).toString());
const fewDays = 3;

function readCompany(today: string) {
  const files = sampleCompany(today);
  const rows = (name: string) => rowsSchema.parse(parse(files[name] ?? '', { columns: true }));
  return {
    customers: rows('customers.csv'),
    contracts: rows('contracts.csv'),
    purchases: rows('purchases.csv'),
    programs: rows('programs.csv'),
    deliveries: rows('deliveries.csv'),
    enrolments: rows('enrolments.csv'),
    events: (files['events.jsonl'] ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line))),
  };
}

type Company = ReturnType<typeof readCompany>;
type Row = Readonly<Record<string, string>>;

/** Whom marketing may reach: an address, no "no", nothing that holds the mail back. */
function mailable(company: Company): ReadonlySet<string> {
  const free = company.customers.filter(
    (row) =>
      row.顧客メールアドレス !== '' &&
      row.配信同意 !== 'いいえ' &&
      row.自動メール停止フラグ === 'いいえ' &&
      row.手動承認必要フラグ === 'いいえ',
  );
  return new Set(free.map((row) => row.顧客ID ?? ''));
}

function birthdayIn(row: Row, day: Temporal.PlainDate): boolean {
  const text = row.誕生日 ?? '';
  return text !== '' && PlainMonthDay.from(text.slice(-5)).toPlainDate({ year: day.year }).equals(day);
}

function endsIn(row: Row, day: Temporal.PlainDate, offset: string): boolean {
  return PlainDate.from(row.契約終了日 ?? '')
    .subtract(offset)
    .equals(day);
}

/** For each starter campaign that runs daily: the customers it would mail on `day`. */
function dueOn(company: Company, day: Temporal.PlainDate): Readonly<Record<string, readonly string[]>> {
  const free = mailable(company);
  const valid = company.contracts.filter((row) => row.契約状態 === '有効');
  const takersOf = (program: string | undefined) =>
    company.enrolments.filter((row) => row.プログラムID === program).map((row) => row.顧客ID ?? '');
  const deliveriesToday = company.deliveries.filter((row) => row.配信日 === day.toString());
  const customersOf = (rows: readonly Row[]) => rows.map((row) => row.顧客ID ?? '').filter((id) => free.has(id));
  const anniversaries = company.purchases.filter((row) => {
    const bought = PlainDate.from(row.購入日 ?? '');
    return row.製品名 === '製品A' && bought.year < day.year && bought.with({ year: day.year }).equals(day);
  });
  return {
    birthday: customersOf(company.customers.filter((row) => birthdayIn(row, day))),
    'birthday-week-before': customersOf(company.customers.filter((row) => birthdayIn(row, day.add({ weeks: 1 })))),
    'purchase-anniversary': customersOf(anniversaries),
    'contract-renewal P3M': customersOf(valid.filter((row) => endsIn(row, day, 'P3M'))),
    'contract-renewal P1M': customersOf(valid.filter((row) => endsIn(row, day, 'P1M'))),
    'contract-renewal P1W': customersOf(valid.filter((row) => endsIn(row, day, 'P1W'))),
    'contracts-ending-soon': customersOf(
      valid.filter((row) => {
        const end = row.契約終了日 ?? '';
        return end > day.toString() && end <= day.add({ months: 3 }).toString();
      }),
    ),
    'program-delivery': deliveriesToday.flatMap((row) => (row.プログラムID === '' ? [] : takersOf(row.プログラムID))),
    'program-next-delivery': company.programs
      .filter((program) => deliveriesToday.some((row) => row.配信ID === program.次回配信))
      .flatMap((program) => takersOf(program.プログラムID)),
    'document-follow-up': company.events
      .filter((event) => PlainDate.from(event.at.slice(0, 10)).add({ days: 1 }).equals(day))
      .flatMap(
        (event) =>
          event.customer ??
          company.customers.filter((row) => row.顧客メールアドレス === event.email).map((row) => row.顧客ID ?? ''),
      ),
  };
}

describe('the sample company', () => {
  it.each(hardDays)('has somebody due for every daily starter campaign on %s or within a few days', (today) => {
    expectSomebodyForEach(today);
  });

  it('has somebody due whatever day it is', () => {
    fc.assert(fc.property(anyDay, expectSomebodyForEach), { numRuns: 40 });
  });

  it('has somebody due today itself, save where no date can be', () => {
    const due = dueOn(readCompany('2027-03-14'), PlainDate.from('2027-03-14'));
    for (const [campaign, customers] of Object.entries(due)) expect(customers, campaign).not.toHaveLength(0);
  });

  it('reaches nobody by both ways of delivering a program', () => {
    const { programs, deliveries } = readCompany('2027-03-14');
    const followed = new Set(programs.map((row) => row.次回配信).filter((id) => id !== ''));
    const owned = deliveries.filter((row) => row.プログラムID !== '').map((row) => row.配信ID);

    expect(programs).toHaveLength(3);
    expect(followed.size).toBe(1);
    expect(owned.filter((id) => followed.has(id))).toEqual([]);
  });

  it('shows every case that a birthday campaign must get right, today', () => {
    const company = readCompany('2027-03-14');
    const today = company.customers.filter((row) => birthdayIn(row, PlainDate.from('2027-03-14')));

    expect(today.filter((row) => row.自動メール停止フラグ === 'はい')).toHaveLength(1);
    expect(today.filter((row) => row.手動承認必要フラグ === 'はい')).toHaveLength(1);
    expect(today.filter((row) => row.配信同意 === 'いいえ')).toHaveLength(1);
    expect(today.filter((row) => row.顧客メールアドレス === '')).toHaveLength(1);
    expect(today.filter((row) => row.氏名 === '')).toHaveLength(1);
    expect(today.filter((row) => row.誕生日 === '--03-14')).toHaveLength(1);
    expect(today).toHaveLength(7);
  });

  it('has the people, words and dates that break careless programs', () => {
    const { customers } = readCompany('2027-03-14');
    const all = JSON.stringify(customers);

    for (const rare of ['髙', '﨑', '𠮷', '--02-29', '1984-02-29']) expect(all).toContain(rare);
    expect(customers.some((row) => (row.会社名 ?? '').length > 40)).toBe(true);
    expect(new Set(customers.map((row) => row.担当者)).size).toBe(6);
  });

  it('is consistent: unique ids and addresses, every reference found, only example domains', () => {
    const company = readCompany('2028-02-29');
    const ids = (rows: readonly Row[], label: string) => new Set(rows.map((row) => row[label]));
    const customers = ids(company.customers, '顧客ID');
    const programs = ids(company.programs, 'プログラムID');
    const addresses = company.customers.map((row) => row.顧客メールアドレス ?? '').filter((address) => address !== '');

    expect(company.customers.length).toBeGreaterThanOrEqual(240);
    expect(customers.size).toBe(company.customers.length);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const address of addresses) expect(address).toMatch(/^[a-z.]+@[a-z]+-[a-z]+\.example\.jp$/);
    expect(ids(company.contracts, '契約ID').size).toBe(company.contracts.length);
    expect(ids(company.purchases, '購入ID').size).toBe(company.purchases.length);
    for (const row of [...company.contracts, ...company.purchases, ...company.enrolments]) {
      expect(customers).toContain(row.顧客ID);
    }
    for (const row of company.enrolments) expect(programs).toContain(row.プログラムID);
    for (const row of company.deliveries) expect(['', ...programs]).toContain(row.プログラムID);
    for (const row of company.purchases) expect((row.購入日 ?? '') <= '2028-02-29').toBe(true);
  });

  it('keeps its people when the day changes, and is the same for the same day', () => {
    const names = (today: string) => readCompany(today).customers.map((row) => [row.氏名, row.会社名, row.担当者]);

    expect(sampleCompany('2027-03-14')).toEqual(sampleCompany('2027-03-14'));
    expect(names('2027-03-15')).toEqual(names('2027-03-14'));
  });
});

function expectSomebodyForEach(today: string): void {
  const company = readCompany(today);
  const days = Array.from({ length: fewDays + 1 }, (_, index) =>
    dueOn(company, PlainDate.from(today).add({ days: index })),
  );
  for (const campaign of Object.keys(days[0] ?? {})) {
    expect(
      days.flatMap((due) => due[campaign] ?? []),
      `${campaign} around ${today}`,
    ).not.toHaveLength(0);
  }
}
