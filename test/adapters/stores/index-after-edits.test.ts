import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import { type NewRecord, recordName, type StoredRecord } from '../../../lambda/domain/records/record.ts';
import type { CustomerStore, IndexQuery } from '../../../lambda/ports.ts';
import { dynoxide } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { failAt } from './watched-client.ts';

const ids = ['C1', 'C2'];
const birthdays = ['1990-03-31', '1991-03-31', '--03-31', '1900-01-01'];
const addresses = ['a@x.jp', 'b@x.jp'];
const hasher = { hash: async (address: string) => `h-${address}` };
const clock = { nowMs: () => Date.parse('2027-03-14T00:00:00Z') };

const id = fc.constantFrom(...ids);
const put = fc.record({
  kind: fc.constant('put' as const),
  id,
  fields: fc.record(
    { birthday: fc.constantFrom(...birthdays), email: fc.constantFrom(...addresses), consent: fc.boolean() },
    { requiredKeys: [] },
  ),
  covers: fc.option(fc.subarray(['birthday', 'email', 'consent']), { nil: undefined }),
});
const other = fc.record({ kind: fc.constantFrom('remove' as const, 'erase' as const, 'accept' as const), id });
/** What one writer does, and at which of its calls it is stopped: before it, or when only the answer is lost. */
const deed = fc.record({
  what: fc.oneof({ weight: 3, arbitrary: put }, other),
  failsAt: fc.nat({ max: 9 }),
  afterwards: fc.boolean(),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
const deeds = fc.array(deed, { minLength: 1, maxLength: 6 });

function toRecord({ id: one, fields, covers }: typeof put extends fc.Arbitrary<infer T> ? T : never): NewRecord {
  const known =
    covers === undefined ? fields : Object.fromEntries(Object.entries(fields).filter(([key]) => covers.includes(key)));
  const isOdd = 'birthday' in known && known.birthday === '1900-01-01';
  return {
    ...{ type: 'customer', id: one, fields: known },
    ...(covers && { covers }),
    ...(isOdd && { suspects: ['birthday'] }),
  };
}

async function carryOut(store: CustomerStore, { what }: Deed): Promise<void> {
  const ref = { type: 'customer', id: what.id };
  if (what.kind === 'put') await store.putMany([toRecord(what)], 'file');
  else if (what.kind === 'remove') await store.removeMany([ref]);
  else if (what.kind === 'erase') await store.erase(ref);
  else await store.acceptSuspect(ref, 'birthday', '1900-01-01', { by: '佐藤', at: '2027-03-15T00:00:00.000Z' });
}

const onDay = (monthDay: string): IndexQuery => ({ by: 'date', type: 'customer', field: 'birthday', monthDay });

function queriesFor({ fields, suspects }: StoredRecord): readonly IndexQuery[] {
  const { birthday, email } = fields;
  return [
    { by: 'type', type: 'customer' },
    ...(typeof birthday === 'string' ? [onDay(birthday.slice(-5))] : []),
    ...(typeof email === 'string' ? [{ by: 'address', type: 'customer', hash: `h-${email}` } as const] : []),
    ...(suspects === undefined ? [] : [{ by: 'suspect', type: 'customer' } as const]),
  ];
}

async function expectWhole(store: CustomerStore): Promise<void> {
  const records = await store.getMany(ids.map((one) => ({ type: 'customer', id: one })));
  for (const record of records.values())
    for (const query of queriesFor(record))
      expect((await store.find(query)).items, JSON.stringify(query)).toContain(record.id);
  // What is due is read from the records: whoever the index still names must really be so, or is dropped.
  for (const monthDay of ['03-31', '01-01']) {
    const { items } = await store.find(onDay(monthDay));
    const read = await store.getMany(items.map((one) => ({ type: 'customer', id: one })));
    const due = [...read.values()].filter(({ fields }) => String(fields.birthday).endsWith(monthDay));
    const meant = [...records.values()].filter(({ fields }) => String(fields.birthday).endsWith(monthDay));
    expect(due.map(recordName).sort()).toEqual(meant.map(recordName).sort());
  }
}

describeEngine('the record index after random edits', dynoxide, (running) => {
  test('misses nothing, whoever writes at once and wherever they are stopped, and revisions never go back', async () => {
    const client = running().createClient();
    await fc.assert(
      fc.asyncProperty(deeds, deeds, async (one, another) => {
        const table = await createTable(client, 'Customers');
        const options = { table, model, clock, hasher };
        const store = createCustomerStore({ client, ...options });
        const revs = new Map<string, number>();
        const writer = async (mine: readonly Deed[]) => {
          for (const each of mine) {
            const shaken = running().createClient();
            failAt(shaken, each.failsAt, each.afterwards);
            await carryOut(createCustomerStore({ client: shaken, ...options }), each).catch(() => 'stopped');
          }
        };
        await Promise.all([writer(one), writer(another)]);
        await expectWhole(store);
        // The same file again, whole this time.
        const again = one.flatMap(({ what }) => (what.kind === 'put' ? [toRecord(what)] : []));
        for (const record of again) {
          await store.putMany([record]);
          const rev = (await store.get(record))?.rev ?? 0;
          expect(rev).toBeGreaterThanOrEqual(revs.get(record.id) ?? 1);
          revs.set(record.id, rev);
          await expectWhole(store);
        }
        for (const gone of ids.map((each) => ({ type: 'customer', id: each }))) {
          await store.removeMany([gone]);
          await store.putMany([{ ...gone, fields: {} }]);
          expect((await store.get(gone))?.rev ?? 0).toBeGreaterThan(revs.get(gone.id) ?? 0);
          await store.erase(gone);
          expect(await store.addressHashes(gone)).toEqual([]);
        }
        for (const query of [{ by: 'type', type: 'customer' } as const, onDay('03-31'), onDay('01-01')])
          expect((await store.find(query)).items).toEqual([]);
      }),
      { numRuns: 40, seed: 20_270_314 },
    );
  }, 120_000);
});
