import { describe, expect, test } from 'vitest';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { createMemoryCustomerStore } from '../../../lambda/adapters/memory/memory-customer-store.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import type { Fields, NewRecord } from '../../../lambda/domain/records/record.ts';
import { normalizeLabel } from '../../../lambda/domain/records/record-model.ts';
import type { CustomerStore, IndexQuery } from '../../../lambda/ports.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';

const C1 = { type: 'customer', id: 'C1' };
const start = '2027-03-14T00:00:00.000Z';
const hasher = { hash: async (address: string) => `h(${address})` };
const at = (address: string): IndexQuery => ({ by: 'address', type: 'customer', hash: `h(${address})` });
const suspect: IndexQuery = { by: 'suspect', type: 'customer' };

function saying(fields: Fields, more: Partial<NewRecord> = {}): NewRecord {
  return { ...C1, fields, ...more };
}

function contract(create: (clock: { nowMs(): number }) => Promise<CustomerStore>): void {
  async function aStore() {
    const time = { ms: Date.parse(start) };
    const store = await create({ nowMs: () => time.ms });
    const ids = async (query: IndexQuery) => (await store.find(query)).items;
    const later = (days: number) => {
      time.ms += days * 86_400_000;
    };
    return { store, ids, later, fields: async () => (await store.get(C1))?.fields };
  }

  test('a source changes and clears what it covers and nothing else', async () => {
    const { store, fields } = await aStore();
    await store.putMany([saying({ name: '田中', consent: false, note: 'VIP' })]);
    expect(await store.putMany([saying({ name: '田中' }, { covers: ['name', 'note'] })])).toEqual(['updated']);
    expect(await fields()).toEqual({ name: '田中', consent: false });
    expect(await store.putMany([saying({ name: '田中' }, { covers: ['name', 'note'] })])).toEqual(['unchanged']);
  });

  test('the day of the last mail is never cleared and never goes back, unless it looked made up', async () => {
    const { store, fields } = await aStore();
    const key = 'lastSent.birthday';
    await store.putMany([saying({ [key]: '2026-03-14' })]);
    expect(await store.putMany([saying({ [key]: '2025-03-14' }), saying({})])).toEqual(['unchanged', 'unchanged']);
    await store.putMany([saying({ [key]: '9999-12-31' }, { suspects: [key] })]);
    expect(await fields()).toEqual({ [key]: '2026-03-14' });
    await store.putMany([saying({ [key]: '2027-03-14' })]);
    expect(await fields()).toEqual({ [key]: '2027-03-14' });
  });

  test('so is that of a column beyond the model, however it writes its days, where the writer says so', async () => {
    const { store, fields } = await aStore();
    const key = '最終メール送信日（契約）';
    const told = (value?: string) =>
      saying(value === undefined ? {} : { [key]: value }, { lastSent: new Set([normalizeLabel(key)]) });
    await store.putMany([told('2027/3/2')]);
    for (const less of ['2027/2/28', '2027-03-01T09:00:00+09:00', '9999-12-31', '未送信', undefined])
      expect(await store.putMany([told(less)])).toEqual(['unchanged']);
    await store.putMany([told('2027/3/10')]);
    expect(await fields()).toEqual({ [key]: '2027/3/10' });
    await store.putMany([saying({})]);
    expect(await fields()).toEqual({});
  });

  test('a date that looks made up stays so until it is accepted, and the next value is judged anew', async () => {
    const { store, ids } = await aStore();
    const odd = saying({ birthday: '1900-01-01' }, { suspects: ['birthday'] });
    await store.putMany([odd]);
    expect(await store.putMany([saying({ birthday: '1900-01-01' })])).toEqual(['unchanged']);
    expect((await store.get(C1))?.suspects).toEqual(['birthday']);
    expect(await ids(suspect)).toEqual(['C1']);
    const by = { by: '佐藤', at: '2027-03-15T00:00:00.000Z' };
    const later = { by: '鈴木', at: '2027-03-16T00:00:00.000Z' };
    expect(await store.acceptSuspect(C1, 'birthday', '1970-01-01', by)).toBe(false);
    expect(await store.acceptSuspect(C1, 'birthday', '1900-01-01', by)).toBe(true);
    expect(await store.acceptSuspect(C1, 'birthday', '1900-01-01', later)).toBe(true);
    expect(await store.get(C1)).toMatchObject({ rev: 2, accepted: { birthday: by } });
    expect(await ids(suspect)).toEqual([]);
    expect(await store.putMany([odd])).toEqual(['unchanged']);
    await store.putMany([saying({ birthday: '1970-01-01' }, { suspects: ['birthday'] })]);
    expect(await store.get(C1)).toMatchObject({ rev: 3, suspects: ['birthday'] });
    expect((await store.get(C1))?.accepted).toBeUndefined();
    expect(await ids(suspect)).toEqual(['C1']);
  });

  test('a customer is found under present and former addresses, not under a colleague’s', async () => {
    const { store, ids } = await aStore();
    await store.putMany([saying({ email: 'a@x.jp', 'owner.email': 'o@x.jp' })]);
    await store.putMany([saying({ email: 'b@x.jp', 'owner.email': 'o@x.jp' })]);
    expect([await ids(at('a@x.jp')), await ids(at('b@x.jp')), await ids(at('o@x.jp'))]).toEqual([['C1'], ['C1'], []]);
    expect([...(await store.addressHashes(C1))].sort()).toEqual(['h(a@x.jp)', 'h(b@x.jp)']);
  });

  test('a removed record is gone, comes back with a higher revision, and keeps former addresses', async () => {
    const { store, ids } = await aStore();
    const record = saying({ email: 'a@x.jp', birthday: '2000-03-14' }, { suspects: ['birthday'] });
    await store.putMany([record]);
    expect(await store.removeMany([C1, { type: 'customer', id: 'C9' }])).toEqual([true, false]);
    expect(await store.removeMany([C1])).toEqual([false]);
    expect(await store.get(C1)).toBeUndefined();
    expect((await store.getMany([C1])).size).toBe(0);
    const onDay: IndexQuery = { by: 'date', type: 'customer', field: 'birthday', monthDay: '03-14' };
    const all = [onDay, suspect, { by: 'type', type: 'customer' }] as const;
    for (const query of all) expect(await ids(query)).toEqual([]);
    expect(await store.addressHashes(C1)).toEqual(['h(a@x.jp)']);
    expect(await store.putMany([record])).toEqual(['created']);
    expect((await store.get(C1))?.rev).toBe(3);
    for (const query of all) expect(await ids(query)).toEqual(['C1']);
  });

  test('consents are told oldest first with their source, and survive a removal', async () => {
    const { store, later } = await aStore();
    await store.putMany([saying({ consent: true })], 'customers.csv');
    later(1);
    await store.putMany([saying({ consent: true, name: '田中' })], 'other.csv');
    await store.putMany([saying({ consent: false })], 'crm');
    await store.removeMany([C1]);
    const said = [
      { customer: 'C1', category: 'marketing', what: 'given', at: start, source: 'customers.csv' },
      { customer: 'C1', category: 'marketing', what: 'withdrawn', at: '2027-03-15T00:00:00.000Z', source: 'crm' },
    ];
    expect(await store.consents('C1')).toEqual(said);
    await store.putMany([saying({ name: '田中' })], 'back.csv');
    expect((await store.consents('C1')).map(({ what }) => what)).toEqual(['given', 'withdrawn', 'unknown']);
  });

  test('erasing leaves nothing to be found, and may be repeated', async () => {
    const { store, ids } = await aStore();
    await store.putMany([saying({ email: 'a@x.jp', consent: true, birthday: '2000-03-14' })]);
    await store.putMany([saying({ email: 'b@x.jp', consent: true, birthday: '2000-03-14' })]);
    for (const _ of [1, 2]) {
      await store.erase(C1);
      expect(await store.get(C1)).toBeUndefined();
      expect([await store.addressHashes(C1), await store.consents('C1')]).toEqual([[], []]);
      for (const query of [at('a@x.jp'), at('b@x.jp'), { by: 'type', type: 'customer' } as const])
        expect(await ids(query)).toEqual([]);
    }
    await store.erase({ type: 'customer', id: 'nobody' });
  });

  test('an event counts as gone after 400 days, and is found by its customer until then', async () => {
    const { store, ids, later } = await aStore();
    const event: NewRecord = { type: 'event', id: 'E1', fields: { customer: 'C1', name: 'downloaded' } };
    await store.putMany([event]);
    expect(await ids({ by: 'reference', type: 'event', field: 'customer', id: 'C1' })).toEqual(['E1']);
    later(399);
    expect(await store.get(event)).toBeDefined();
    later(2);
    expect(await store.get(event)).toBeUndefined();
    expect((await store.getMany([event])).size).toBe(0);
    expect(await store.putMany([event])).toEqual(['created']);
    expect((await store.get(event))?.rev).toBe(2);
  });
}

describe('records and privacy in memory', () =>
  contract(async (clock) => createMemoryCustomerStore({ model, clock, hasher })));

for (const engine of dynamoEngines) {
  describeEngine('records and privacy', engine, (running) => {
    contract(async (clock) => {
      const client = running().createClient();
      return createCustomerStore({ client, table: await createTable(client, 'Customers'), model, clock, hasher });
    });

    test('a store that cannot hash refuses to write an address', async () => {
      const client = running().createClient();
      const store = createCustomerStore({ client, table: await createTable(client, 'Customers'), model });
      await expect(store.putMany([saying({ email: 'a@x.jp' })])).rejects.toThrow(TypeError);
    });
  });
}
