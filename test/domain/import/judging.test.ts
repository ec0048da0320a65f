import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesPerson } from '../../../lambda/domain/import/changes-person.ts';
import { holdOf } from '../../../lambda/domain/import/hold-of.ts';
import { usualImportGuard } from '../../../lambda/domain/import/import-guard.ts';
import { BirthdayCounts } from '../../../lambda/domain/import/shared-birthdays.ts';
import { suspectFieldsOf } from '../../../lambda/domain/import/suspect-fields-of.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { Fields } from '../../../lambda/domain/records/record.ts';
import { findType, type RecordTypeModel } from '../../../lambda/domain/records/record-model.ts';

function typeOf(name: string): RecordTypeModel {
  const type = findType(defaultRecordModel, name);
  if (type === undefined) throw new Error(`No ${name}`);
  return type;
}

const customer = typeOf('customer');
const today = '2027-03-14';
const causes = (fields: Fields, shared = {}) => [...suspectFieldsOf(fields, customer, today, shared)];

describe('a date looks made up', () => {
  test.each(['1899-12-30', '1900-01-01', '1970-01-01', '9999-12-31', '0001-01-01', '1904-01-01'])(
    'when some system writes %s where there is none',
    (date) => {
      expect(causes({ birthday: date, contractEnd: date })).toEqual([
        ['birthday', 'default-date'],
        ['contractEnd', 'default-date'],
      ]);
    },
  );

  test('when a birthday lies in the future, but not when it is today, has no year, or is another date', () => {
    expect(causes({ birthday: '2027-03-15' })).toEqual([['birthday', 'future-birthday']]);
    expect(causes({ birthday: today, contractEnd: '2030-01-01' })).toEqual([]);
    expect(causes({ birthday: '--12-31' })).toEqual([]);
  });

  test('when too many share a birthday', () => {
    const shared = { birthday: ['2000-01-01'] };
    expect(causes({ birthday: '2000-01-01', lastPurchase: '2000-01-01' }, shared)).toEqual([
      ['birthday', 'same-birthday'],
    ]);
    expect(causes({ birthday: '2000-01-02' }, shared)).toEqual([]);
  });

  test('but not when it says when an earlier system sent something, or is a text', () => {
    expect(causes({ 'lastSent.birthday': '1970-01-01', note: '1970-01-01' })).toEqual([]);
  });
});

test('birthdays are counted exactly, whatever the dates', () => {
  const date = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(date, fc.integer({ min: 1, max: 120 })), { maxLength: 8 }), (dates) => {
      const counts = new BirthdayCounts(customer);
      const wanted = new Map<string, number>();
      for (const [each, times] of dates) {
        const birthday = each.toISOString().slice(0, 10);
        for (let n = 0; n < times; n += 1) counts.add({ birthday, lastPurchase: '2000-01-01' });
        wanted.set(birthday, (wanted.get(birthday) ?? 0) + times);
      }
      const shared = [...wanted].filter(([, times]) => times >= 50 && times > 50).map(([birthday]) => birthday);
      const { birthday = [] } = counts.sharedAmong(1_000);
      expect(birthday).toEqual(shared.sort());
    }),
  );
});

describe('a row changes a person', () => {
  const before = { type: 'customer', id: 'C1', rev: 1, fields: { name: '髙﨑 一郎', email: 'Ichiro@Example.com' } };
  const changed = (fields: Fields, covers?: readonly string[]) =>
    changesPerson(before, { type: 'customer', id: 'C1', fields, ...(covers && { covers }) });

  test.each<[string, Fields, readonly string[] | undefined, boolean]>([
    ['with another name', { name: '山田', email: 'ichiro@example.com' }, undefined, true],
    ['with another address', { name: '髙﨑 一郎', email: 'jiro@example.com' }, undefined, true],
    ['with none where there was one', { name: '髙﨑 一郎' }, undefined, true],
    ['but not by another writing', { name: '髙﨑　一郎', email: ' ichiro@EXAMPLE.com' }, undefined, false],
    ['but not by columns that it does not have', { name: '髙﨑一郎' }, ['name'], false],
  ])('%s', (_, fields, covers, is) => {
    expect(changed(fields, covers)).toBe(is);
  });

  test('with another company, which lists of companies have for a name', () => {
    const shop = { type: 'customer', id: 'K1', rev: 1, fields: { company: '三日月喫茶株式会社' } };
    const row = (company: string) => ({ type: 'customer', id: 'K1', fields: { company } });
    expect(changesPerson(shop, row('緑風フーズ株式会社'))).toBe(true);
    expect(changesPerson(shop, row('三日月喫茶 株式会社'))).toBe(false);
  });

  test('but not by a first name or address', () => {
    const unknown = { ...before, fields: {} };
    expect(changesPerson(unknown, { type: 'customer', id: 'C1', fields: before.fields })).toBe(false);
  });
});

describe('an upload waits', () => {
  const none = { known: 0, changed: 0, stored: 0, removed: 0, lookedUp: 0, renumbered: 0 };
  const why = (numbers: Partial<typeof none>, isMeant = false) =>
    holdOf({ ...none, ...numbers }, usualImportGuard, isMeant)?.why;

  test('when more than 2 % and at least 3 known customers would be others', () => {
    expect(why({ known: 10, changed: 2 })).toBeUndefined();
    expect(why({ known: 10, changed: 3 })).toEqual(['names-change']);
    expect(why({ known: 1_000, changed: 20 })).toBeUndefined();
    expect(why({ known: 1_000, changed: 21 })).toEqual(['names-change']);
  });

  test('when more than 5 % and at least 3 records would go, unless that is meant', () => {
    expect(why({ stored: 100, removed: 5 })).toBeUndefined();
    expect(why({ stored: 100, removed: 6 })).toEqual(['many-removed']);
    expect(why({ stored: 100, removed: 6 }, true)).toBeUndefined();
    expect(why({ stored: 100, removed: 6, known: 10, changed: 10 }, true)).toEqual(['names-change']);
  });

  test('when more than half of the new customers and at least 3 have another id already, meant or not', () => {
    expect(why({ lookedUp: 2, renumbered: 2 })).toBeUndefined();
    expect(why({ lookedUp: 100, renumbered: 50 })).toBeUndefined();
    expect(why({ lookedUp: 100, renumbered: 51 })).toEqual(['other-ids']);
    expect(why({ lookedUp: 3, renumbered: 3 }, true)).toEqual(['other-ids']);
  });
});
