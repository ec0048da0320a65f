import { expect, test } from 'vitest';
import type { Fields, NewRecord } from '../../../lambda/domain/records/record.ts';
import type { CustomerStore, IndexQuery } from '../../../lambda/ports.ts';
import { describeStores } from './backends.ts';

function aCustomer(id: string, fields: Fields = {}): NewRecord {
  return { type: 'customer', id, fields: { name: `${id}様`, ...fields } };
}

function bornOn(monthDay: string, year?: number): IndexQuery {
  return { by: 'date', type: 'customer', field: 'birthday', monthDay, ...(year !== undefined && { year }) };
}

async function findAll(store: CustomerStore, query: IndexQuery): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find(query, cursor);
    ids.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids.sort();
}

describeStores('the customer store', (stores) => {
  test('a record comes back as it was put, with revision 1', async () => {
    const store = await stores.customers();
    const fields = { name: '田中', birthday: '2000-02-29', productA: true, stopped: false, points: 1.5, note: '' };
    expect(await store.putMany([{ type: 'customer', id: 'C001', fields }])).toEqual(['created']);
    expect(await store.get({ type: 'customer', id: 'C001' })).toEqual({ type: 'customer', id: 'C001', rev: 1, fields });
  });

  test('a record that nobody put is not there', async () => {
    const store = await stores.customers();
    expect(await store.get({ type: 'customer', id: 'C404' })).toBeUndefined();
    expect(await store.getMany([{ type: 'customer', id: 'C404' }])).toEqual(new Map());
    expect(await store.getMany([])).toEqual(new Map());
  });

  test('the same id means another record in another type', async () => {
    const store = await stores.customers();
    await store.putMany([aCustomer('1'), { type: 'program', id: '1', fields: { name: '入門' } }]);
    const found = await store.getMany([
      { type: 'customer', id: '1' },
      { type: 'program', id: '1' },
    ]);
    expect([...found.keys()].sort()).toEqual(['customer/1', 'program/1']);
    expect(found.get('program/1')?.fields).toEqual({ name: '入門' });
  });

  test('putting what is already so changes nothing, putting something else counts the revision up', async () => {
    const store = await stores.customers();
    await store.putMany([aCustomer('C1', { birthday: '2000-03-14' }), aCustomer('C2')]);
    const results = await store.putMany([
      aCustomer('C1', { birthday: '2000-03-14' }),
      aCustomer('C2', { note: 'VIP' }),
      aCustomer('C3'),
    ]);
    expect(results).toEqual(['unchanged', 'updated', 'created']);
    expect((await store.get({ type: 'customer', id: 'C1' }))?.rev).toBe(1);
    expect((await store.get({ type: 'customer', id: 'C2' }))?.rev).toBe(2);
  });

  test('a field that a file no longer fills is gone', async () => {
    const store = await stores.customers();
    await store.putMany([aCustomer('C1', { birthday: '2000-03-14', note: 'VIP' })]);
    expect(await store.putMany([aCustomer('C1')])).toEqual(['updated']);
    expect((await store.get({ type: 'customer', id: 'C1' }))?.fields).toEqual({ name: 'C1様' });
    expect(await findAll(store, bornOn('03-14'))).toEqual([]);
  });

  test('when a file names a record twice, the later line counts', async () => {
    const store = await stores.customers();
    const results = await store.putMany([
      aCustomer('C1', { note: 'a' }),
      aCustomer('C2'),
      aCustomer('C1', { note: 'b' }),
    ]);
    expect(results).toEqual(['created', 'created', 'updated']);
    expect((await store.get({ type: 'customer', id: 'C1' }))?.fields.note).toBe('b');
  });

  test('a birthday is found by its month and day, whatever the year, also without one', async () => {
    const store = await stores.customers();
    await store.putMany([
      aCustomer('C1', { birthday: '1980-03-14' }),
      aCustomer('C2', { birthday: '--03-14' }),
      aCustomer('C3', { birthday: '2001-03-14' }),
      aCustomer('C4', { birthday: '2001-03-15' }),
      aCustomer('C5', { contractEnd: '2001-03-14' }),
      aCustomer('C6', { birthday: '0099-03-14' }),
    ]);
    expect(await findAll(store, bornOn('03-14'))).toEqual(['C1', 'C2', 'C3', 'C6']);
  });

  test('a date is found by its year too, and then only that one', async () => {
    const store = await stores.customers();
    await store.putMany([
      aCustomer('C1', { birthday: '1980-02-29' }),
      aCustomer('C2', { birthday: '--02-29' }),
      aCustomer('C3', { birthday: '2000-02-29' }),
      aCustomer('C4', { birthday: '0099-02-28' }),
    ]);
    expect(await findAll(store, bornOn('02-29', 2000))).toEqual(['C3']);
    expect(await findAll(store, bornOn('02-28', 99))).toEqual(['C4']);
    expect(await findAll(store, bornOn('02-29', 2004))).toEqual([]);
  });

  test('a date that moved by a year is found at its new place only', async () => {
    const store = await stores.customers();
    const contract = (endDate: string) => ({ type: 'contract', id: 'K1', fields: { customer: 'C1', endDate } });
    const endsIn = (year: number): IndexQuery => ({
      ...{ by: 'date', type: 'contract', field: 'endDate', monthDay: '03-31' },
      year,
    });
    await store.putMany([contract('2026-03-31')]);
    await store.putMany([contract('2027-03-31')]);
    expect(await findAll(store, endsIn(2026))).toEqual([]);
    expect(await findAll(store, endsIn(2027))).toEqual(['K1']);
    await store.putMany([contract('2026-03-31')]);
    expect(await findAll(store, endsIn(2026))).toEqual(['K1']);
    expect(await findAll(store, endsIn(2027))).toEqual([]);
  });

  test('records are found by what they refer to', async () => {
    const store = await stores.customers();
    const enrolment = (id: string, program: string) => ({
      ...{ type: 'enrolment', id },
      fields: { customer: 'C1', program, date: '2027-01-01' },
    });
    await store.putMany([enrolment('E1', 'P1'), enrolment('E2', 'P2'), enrolment('E3', 'P1')]);
    const inProgram: IndexQuery = { by: 'reference', type: 'enrolment', field: 'program', id: 'P1' };
    expect(await findAll(store, inProgram)).toEqual(['E1', 'E3']);
    await store.putMany([enrolment('E1', 'P2')]);
    expect(await findAll(store, inProgram)).toEqual(['E3']);
    expect(await findAll(store, { ...inProgram, field: 'customer', id: 'C1' })).toEqual(['E1', 'E2', 'E3']);
  });

  test('every record of a type can be paged through, once each', async () => {
    const store = await stores.customers();
    const ids = Array.from({ length: 11 }, (_, n) => `C${100 + n}`);
    await store.putMany([...ids.map((id) => aCustomer(id)), { type: 'program', id: 'P1', fields: {} }]);
    await store.putMany(ids.map((id) => aCustomer(id, { note: 'again' })));
    expect(await findAll(store, { by: 'type', type: 'customer' })).toEqual(ids);
  });

  test('an id may hold signs that separate other things', async () => {
    const store = await stores.customers();
    const id = 'A#1/東京#record';
    await store.putMany([aCustomer(id, { birthday: '1990-12-31' })]);
    expect(await findAll(store, bornOn('12-31'))).toEqual([id]);
    expect(await findAll(store, bornOn('12-31', 1990))).toEqual([id]);
    expect((await store.get({ type: 'customer', id }))?.id).toBe(id);
  });

  test('a date column that holds no date is kept as it is and found nowhere', async () => {
    const store = await stores.customers();
    await store.putMany([aCustomer('C1', { birthday: '2027-02-29' })]);
    expect((await store.get({ type: 'customer', id: 'C1' }))?.fields.birthday).toBe('2027-02-29');
    expect(await findAll(store, bornOn('02-29'))).toEqual([]);
  });

  test('more records than one batch holds are put and read together', async () => {
    const store = await stores.customers();
    const records = Array.from({ length: 230 }, (_, n) => aCustomer(`C${n}`, { birthday: '1999-09-09' }));
    expect(new Set(await store.putMany(records))).toEqual(new Set(['created']));
    const found = await store.getMany([...records, ...records]);
    expect(found.size).toBe(230);
    expect(await findAll(store, bornOn('09-09'))).toHaveLength(230);
  });

  test('two imports at once leave the record as one of them wanted it, and findable there', async () => {
    const store = await stores.customers();
    const days = Array.from({ length: 8 }, (_, n) => `1990-05-0${n + 1}`);
    await Promise.all(days.map((birthday) => store.putMany([aCustomer('C1', { birthday })])));
    const record = await store.get({ type: 'customer', id: 'C1' });
    expect(record?.rev).toBe(8);
    expect(days).toContain(record?.fields.birthday);
    expect(await findAll(store, bornOn(String(record?.fields.birthday).slice(5)))).toEqual(['C1']);
  });

  test('columns beyond the model are remembered by type, each once', async () => {
    const store = await stores.customers();
    expect(await store.extraColumns()).toEqual({});
    await store.addExtraColumns('customer', ['会員ランク', '趣味']);
    await store.addExtraColumns('customer', ['趣味', '血液型']);
    await store.addExtraColumns('contract', ['プラン']);
    await store.addExtraColumns('program', []);
    expect(await store.extraColumns()).toEqual({
      customer: ['会員ランク', '血液型', '趣味'].sort(),
      contract: ['プラン'],
    });
  });

  test('a cursor that the store never gave is refused', async () => {
    const store = await stores.customers();
    await store.putMany([aCustomer('C1')]);
    await expect(store.find({ by: 'type', type: 'customer' }, 'nonsense')).rejects.toThrow(RangeError);
  });
});
