import { describe, expect, it } from 'vitest';
import type { FieldValue, StoredRecord } from '../../../lambda/domain/records/record.ts';
import { compileWhere } from '../../../lambda/domain/where/compile-where.ts';
import type { WhereScope } from '../../../lambda/domain/where/where-scope.ts';

function aRecord(type: string, fields: Readonly<Record<string, FieldValue>>): StoredRecord {
  return { type, id: `${type}-1`, rev: 1, fields };
}

function aScope(fields: Readonly<Record<string, FieldValue>>, rest: Partial<WhereScope> = {}): WhereScope {
  const customer = aRecord('customer', fields);
  return { customer, records: {}, today: '2027-03-14', years: undefined, offset: '', ...rest };
}

function holds(expression: string, scope: WhereScope): boolean {
  return compileWhere({ kind: 'cel', expression })(scope);
}

describe('a condition in CEL', () => {
  it.each<readonly [string, boolean]>([
    ['customer.name == "山田"', true],
    ['customer["会員ランク"] in ["A", "B"]', true],
    ['customer["会員ランク"] in ["C"]', false],
    ['customer.productA', true],
    ['customer.points >= 100 && customer.points < 101', true],
    ['customer.rate > 1 && customer.rate < 2.5', true],
    ['customer["owner.name"] == "佐藤" && customer.owner.name == "佐藤"', true],
    ['customer.id == "customer-1"', true],
    ['customer.nothing == null', true],
    ['customer.nothing == ""', false],
    ['customer.nothing > 3', false],
    ['customer.nothing > 3 || customer.productA', true],
    ['!customer.nothing', false],
    ['customer.birthday < today', true],
    ['customer.name', false],
    ['customer.name.matches("^山")', true],
    ['["A", "B"].exists(rank, rank == customer["会員ランク"])', true],
  ])('%s is %s', (expression, expected) => {
    const fields = { name: '山田', 会員ランク: 'A', productA: true, points: 100, rate: 1.5, birthday: '2000-02-29' };
    expect(holds(expression, aScope({ ...fields, 'owner.name': '佐藤' }))).toBe(expected);
  });

  it('sees years, the offset, records on the path and the data of an event', () => {
    const scope = aScope(
      {},
      {
        years: 10,
        offset: 'P1W',
        records: { contract: aRecord('contract', { status: '有効' }) },
        event: { pages: [1, 2] },
      },
    );
    expect(holds('years >= 3 && years % 5 == 0 && offset == "P1W"', scope)).toBe(true);
    expect(holds('contract.status == "有効"', scope)).toBe(true);
    expect(holds('event.pages[1] == 2 && size(event.pages) == 2', scope)).toBe(true);
    expect(holds('years == null && contract.status == null', aScope({}))).toBe(true);
  });

  it('never reaches what every object has', () => {
    expect(holds('customer.constructor == null', aScope({}))).toBe(true);
    expect(holds('customer["__proto__"] == null', aScope({}))).toBe(true);
  });

  it('keeps nothing from one customer to the next', () => {
    const accepts = compileWhere({ kind: 'cel', expression: 'customer.name == "山田"' });
    expect([accepts(aScope({ name: '山田' })), accepts(aScope({})), accepts(aScope({ name: '山田' }))]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('a condition as a map', () => {
  const accepts = compileWhere({
    kind: 'map',
    clauses: [
      { type: 'customer', key: 'contractStatus', values: ['有効', '更新'] },
      { type: 'contract', key: 'status', values: ['有効'] },
    ],
  });
  const contract = aRecord('contract', { status: '有効' });

  it('holds when every clause does', () => {
    expect(accepts(aScope({ contractStatus: '更新' }, { records: { contract } }))).toBe(true);
    expect(accepts(aScope({ contractStatus: '終了' }, { records: { contract } }))).toBe(false);
    expect(accepts(aScope({}, { records: { contract } }))).toBe(false);
    expect(accepts(aScope({ contractStatus: '有効' }))).toBe(false);
  });

  it('takes an empty yes/no field for no, but not for a refused consent', () => {
    const asks = (type: string, key: string, value: boolean) =>
      compileWhere({ kind: 'map', clauses: [{ type, key, values: [value] }] });
    expect(asks('customer', 'productA', false)(aScope({}))).toBe(true);
    expect(asks('customer', 'productA', true)(aScope({}))).toBe(false);
    expect(asks('customer', 'consent', false)(aScope({}))).toBe(false);
    expect(asks('customer', 'consent', false)(aScope({ consent: false }))).toBe(true);
    expect(asks('contract', 'renewed', false)(aScope({}))).toBe(false);
  });

  it('may ask for the id', () => {
    const asks = compileWhere({ kind: 'map', clauses: [{ type: 'customer', key: 'id', values: ['customer-1'] }] });
    expect(asks(aScope({}))).toBe(true);
  });
});

it('no condition accepts everyone', () => {
  expect(compileWhere({ kind: 'everyone' })(aScope({}))).toBe(true);
});
