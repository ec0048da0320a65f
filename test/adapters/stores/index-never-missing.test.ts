import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { createMemoryCustomerStore } from '../../../lambda/adapters/memory/memory-customer-store.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import type { NewRecord } from '../../../lambda/domain/records/record.ts';
import type { CustomerStore, IndexQuery } from '../../../lambda/ports.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { holdBack, stopAfter } from './watched-client.ts';

const ids = ['K1', 'K2', 'K3'];
const endDates = ['2026-03-31', '2027-03-31', '--03-31', '2028-02-29'];

const contract: fc.Arbitrary<NewRecord> = fc.record({
  type: fc.constant('contract'),
  id: fc.constantFrom(...ids),
  fields: fc.record(
    {
      customer: fc.constantFrom('C1', 'C2'),
      endDate: fc.constantFrom(...endDates),
      status: fc.constantFrom('有効', '終了'),
    },
    { requiredKeys: [] },
  ),
});
const imports = fc.array(fc.array(contract, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

/** The queries that must find a record: its type's, and one or two for each date and reference, taken from the record alone. */
function queriesFor({ type, fields }: NewRecord): readonly IndexQuery[] {
  const { endDate, customer } = fields;
  const queries: IndexQuery[] = [{ by: 'type', type }];
  if (typeof customer === 'string') queries.push({ by: 'reference', type, field: 'customer', id: customer });
  if (typeof endDate === 'string') {
    const onDay = { by: 'date', type, field: 'endDate', monthDay: endDate.slice(-5) } as const;
    queries.push(onDay);
    if (!endDate.startsWith('--')) queries.push({ ...onDay, year: Number(endDate.slice(0, 4)) });
  }
  return queries;
}

async function expectNothingMissing(store: CustomerStore): Promise<void> {
  const records = await store.getMany(ids.map((id) => ({ type: 'contract', id })));
  for (const record of records.values()) {
    for (const query of queriesFor(record)) expect((await store.find(query)).items).toContain(record.id);
  }
}

test('whatever is imported into memory, every record is found by each of its dates and references', async () => {
  await fc.assert(
    fc.asyncProperty(imports, async (batches) => {
      const store = createMemoryCustomerStore({ model });
      for (const batch of batches) await store.putMany(batch);
      await expectNothingMissing(store);
    }),
  );
});

for (const engine of dynamoEngines) {
  describeEngine('the record index', engine, (running) => {
    test('whatever is imported, one file after another or all at once, nothing is missing from it', async () => {
      const client = running().createClient();
      await fc.assert(
        fc.asyncProperty(imports, fc.boolean(), async (batches, atOnce) => {
          const store = createCustomerStore({ client, table: await createTable(client, 'Customers'), model });
          if (atOnce) await Promise.all(batches.map((batch) => store.putMany(batch)));
          else for (const batch of batches) await store.putMany(batch);
          await expectNothingMissing(store);
        }),
        { numRuns: 40 },
      );
    });

    test('wherever an import is stopped, nothing is missing from it, and importing again completes the work', async () => {
      const client = running().createClient();
      const stops = fc.array(fc.nat({ max: 14 }), { minLength: 5, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(imports, stops, async (batches, calls) => {
          const table = await createTable(client, 'Customers');
          const store = createCustomerStore({ client, table, model });
          for (const [n, batch] of batches.entries()) {
            const dying = running().createClient();
            stopAfter(dying, calls[n] ?? 0);
            await createCustomerStore({ client: dying, table, model })
              .putMany(batch)
              .catch(() => 'stopped');
            await expectNothingMissing(store);
          }
          const last = batches.at(-1) ?? [];
          await store.putMany(last);
          const wanted = new Map(last.map((record) => [record.id, record.fields]));
          for (const [id, fields] of wanted)
            expect((await store.get({ type: 'contract', id }))?.fields).toEqual(fields);
          await expectNothingMissing(store);
        }),
        { numRuns: 40 },
      );
    });

    test('a slow import that tidies up late takes nothing from a later one', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Customers');
      const endsOn = (endDate: string): NewRecord => ({ type: 'contract', id: 'K1', fields: { endDate } });
      const store = createCustomerStore({ client, table, model });
      await store.putMany([endsOn('2026-03-31')]);

      const slowClient = running().createClient();
      const { reached, release } = holdBack(slowClient, 'DeleteItemCommand');
      const slow = createCustomerStore({ client: slowClient, table, model }).putMany([endsOn('2027-03-31')]);
      await reached;
      await store.putMany([endsOn('2026-03-31')]);
      release();
      await slow;

      expect((await store.get(endsOn('')))?.fields.endDate).toBe('2026-03-31');
      await expectNothingMissing(store);
    });

    test('a field that becomes a date in the model is found after the next import of the same file', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Customers');
      const record: NewRecord = { type: 'seminar', id: 'S1', fields: { day: '2027-03-14' } };
      const asText = [{ type: 'seminar', labels: [], files: [], idLabels: [], fields: [] }];
      const asDate = asText.map((each) => ({ ...each, fields: [{ key: 'day', labels: [], kind: 'date' as const }] }));
      await createCustomerStore({ client, table, model: asText }).putMany([record]);
      const store = createCustomerStore({ client, table, model: asDate });
      const onDay: IndexQuery = { by: 'date', type: 'seminar', field: 'day', monthDay: '03-14' };
      expect((await store.find(onDay)).items).toEqual([]);
      expect(await store.putMany([record])).toEqual(['updated']);
      expect((await store.find(onDay)).items).toEqual(['S1']);
    });
  });
}
