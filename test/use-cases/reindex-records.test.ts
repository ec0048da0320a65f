import { expect, test } from 'vitest';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import type { Fields } from '../../lambda/domain/records/record.ts';
import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import { reindexRecords } from '../../lambda/use-cases/reindex-records.ts';

const clock = { nowMs: () => Date.parse('2027-03-14T00:00:00Z') };
const date = { key: 'renewal', labels: ['更新日'], kind: 'date' } as const;
const model: RecordModel = [
  {
    type: 'customer',
    labels: ['顧客'],
    files: [],
    idLabels: ['ID'],
    fields: [date, { key: 'vip', labels: [], kind: 'boolean' }],
  },
];

/** Records as they were taken in before the model knew that the field is a date. */
async function taken(records: Readonly<Record<string, Fields>>) {
  const customers = createMemoryCustomerStore({ model, pageSize: 2 });
  await customers.putMany(Object.entries(records).map(([id, fields]) => ({ type: 'customer', id, fields })));
  const told: number[] = [];
  const reindex = () =>
    reindexRecords({ customers, clock, stage: { recordModel: model, timeZone: 'Asia/Tokyo' } }, 'customer', (n) =>
      told.push(n),
    );
  const onDay = async () =>
    (await customers.find({ by: 'date', type: 'customer', field: 'renewal', monthDay: '03-31' })).items;
  const read = async (id: string) => (await customers.get({ type: 'customer', id })) ?? { fields: {} };
  return { customers, reindex, told, onDay, read };
}

test('a text that has become a date is read as one and found by its day, and the second time nothing is written', async () => {
  const { reindex, told, onDay, read } = await taken({
    C1: { renewal: '2027/3/31', note: 'x' },
    C2: { renewal: '2027-03-14' },
    C3: { vip: 'はい' },
  });
  expect(await onDay()).toEqual([]);
  expect(await reindex()).toEqual({ type: 'customer', records: 3, changed: 2, unreadable: [] });
  expect(told).toEqual([2, 3]);
  expect(await onDay()).toEqual(['C1']);
  expect((await read('C1')).fields).toEqual({ renewal: '2027-03-31', note: 'x' });
  expect((await read('C3')).fields).toEqual({ vip: true });
  expect(await reindex()).toMatchObject({ changed: 0 });
});

test('what is kept under a column’s label comes under the key that the column has now', async () => {
  const { reindex, onDay, read } = await taken({
    C1: { 更新日: '令和9年3月31日' },
    C2: { 更新日: 'old', renewal: '2027-03-30' },
  });
  expect(await reindex()).toMatchObject({ changed: 1, unreadable: [] });
  expect((await read('C1')).fields).toEqual({ renewal: '2027-03-31' });
  expect((await read('C2')).fields).toEqual({ 更新日: 'old', renewal: '2027-03-30' });
  expect(await onDay()).toEqual(['C1']);
});

test('what cannot be read is told by record and field, and left as it is', async () => {
  const { reindex, read } = await taken({ C1: { renewal: '未定' }, C2: { renewal: '2027/2/30' } });
  expect(await reindex()).toEqual({
    ...{ type: 'customer', records: 2, changed: 0 },
    unreadable: [
      { record: 'customer/C1', field: 'renewal' },
      { record: 'customer/C2', field: 'renewal' },
    ],
  });
  expect((await read('C1')).fields).toEqual({ renewal: '未定' });
});

test('a date that looks made up starts no mail until somebody accepts it', async () => {
  const { reindex, read } = await taken({ C1: { renewal: '1900/1/1' } });
  expect(await reindex()).toMatchObject({ changed: 1 });
  expect(await read('C1')).toMatchObject({ fields: { renewal: '1900-01-01' }, suspects: ['renewal'] });
});

test('a record that is removed meanwhile stays removed', async () => {
  const { customers } = await taken({ C1: { renewal: '2027/3/31' } });
  const late = {
    ...customers,
    getMany: async (refs: Parameters<typeof customers.getMany>[0]) => {
      const read = await customers.getMany(refs);
      await customers.removeMany(refs);
      return read;
    },
  };
  const stage = { recordModel: model, timeZone: 'Asia/Tokyo' };
  expect(await reindexRecords({ customers: late, clock, stage }, 'customer', () => {})).toMatchObject({ changed: 0 });
  expect(await customers.get({ type: 'customer', id: 'C1' })).toBeUndefined();
});
