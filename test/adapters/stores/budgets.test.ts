import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { toSendItem } from '../../../lambda/adapters/dynamo/send-log/send-item.ts';
import { createSendLog } from '../../../lambda/adapters/dynamo/send-log/send-log.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import { dynamoEngines, dynoxide } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';
import { type SeenCall, watch } from './watched-client.ts';

const at = '2027-03-14T00:01:00.000Z';

function unitsOf(calls: readonly SeenCall[], of = (capacity: ConsumedCapacity) => capacity.CapacityUnits ?? 0): number {
  return calls.flatMap(({ capacity }) => capacity).reduce((sum, each) => sum + of(each), 0);
}

/** A row with ids as long as people make them: a UUID for the customer, the longest campaign id, a long message id. */
const longestRow = aSend({
  customer: '3f2b8c1e-7a4d-4e0b-9c55-0d1f6a7b8c9d',
  campaign: 'a-campaign-whose-id-is-as-long-as-they-may-be-48',
  key: 'a-campaign-whose-id-is-as-long-as-they-may-be-48#contract/3f2b8c1e-7a4d-4e0b-9c55-0d1f6a7b8c9d#2027-06-14#P3M',
  record: 'contract/3f2b8c1e-7a4d-4e0b-9c55-0d1f6a7b8c9d',
  path: { enrolment: 'E-3f2b8c1e-7a4d-4e0b', program: 'P-3f2b8c1e-7a4d-4e0b' },
  version: 'f'.repeat(64),
  messageId: '0100018f2c1d7c4e-3f2b8c1e-7a4d-4e0b-9c55-0d1f6a7b8c9d-000000',
  reason: 'missing-value:delivery.title',
  sentAt: at,
  addressHash: 'h'.repeat(43),
});

test('a row of the send log with the longest usual ids fits one write unit', () => {
  const item = { ...toSendItem(longestRow, undefined, { nowMs: 0, retentionDays: 800 }), changeId: 'x'.repeat(12) };
  // Names and values in UTF-8; a little more than DynamoDB counts, as JSON has quotes.
  expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThanOrEqual(1_024);
});

describeEngine('an unhindered mail', dynoxide, (running) => {
  test('costs four write units: its row, the index, the claim, the outcome', async () => {
    const client = running().createClient();
    const log = createSendLog({ client, table: await createTable(client, 'SendLog'), clock: aClock() });
    const calls = watch(client);
    const row = { ...longestRow, messageId: '', reason: '' } as const;
    await log.insert(row);
    await log.move(row, ['planned'], { state: 'sending', reason: '', at, sentAt: at, version: row.version });
    const outcome = { state: 'sent', reason: '', at, messageId: longestRow.messageId } as const;
    await log.move(row, ['sending'], outcome);
    expect(calls.map(({ command }) => command)).toEqual(['PutItemCommand', 'UpdateItemCommand', 'UpdateItemCommand']);
    expect(unitsOf(calls)).toBe(4);
    expect(unitsOf(calls, (each) => each.GlobalSecondaryIndexes?.byRun?.CapacityUnits ?? 0)).toBe(1);
  });

  test('importing the same file again costs no write unit', async () => {
    const client = running().createClient();
    const store = createCustomerStore({ client, table: await createTable(client, 'Customers'), model });
    const records = Array.from({ length: 120 }, (_, n) => ({
      ...{ type: 'customer', id: `C${n}` },
      fields: { name: '田中', birthday: '2000-02-29' },
    }));
    await store.putMany(records);
    const calls = watch(client);
    await store.putMany(records);
    expect(new Set(calls.map(({ command }) => command))).toEqual(new Set(['BatchGetItemCommand']));
  });
});

for (const engine of dynamoEngines) {
  describeEngine('asking who is due', engine, (running) => {
    async function costWith(customers: number): Promise<{ readonly units: number; readonly due: number }> {
      const client = running().createClient();
      const store = createCustomerStore({ client, table: await createTable(client, 'Customers'), model });
      const birthdayOf = (n: number) => (n < 40 ? '2000-03-14' : `1990-${n % 2 === 0 ? '04' : '05'}-0${1 + (n % 9)}`);
      await store.putMany(
        Array.from({ length: customers }, (_, n) => ({
          ...{ type: 'customer', id: `C${n}` },
          fields: { birthday: birthdayOf(n) },
        })),
      );
      const calls = watch(client);
      const page = await store.find({ by: 'date', type: 'customer', field: 'birthday', monthDay: '03-14' });
      const records = await store.getMany(page.items.map((id) => ({ type: 'customer', id })));
      expect(calls.map(({ command, index }) => [command, index])).toEqual([
        ['QueryCommand', 'lookup'],
        ['BatchGetItemCommand', undefined],
      ]);
      return { units: unitsOf(calls), due: records.size };
    }

    test('costs the same with 100 customers and with 2,000, when as many are due', async () => {
      const [few, many] = [await costWith(100), await costWith(2_000)];
      expect(few.due).toBe(40);
      expect(many).toEqual(few);
      expect(few.units).toBeGreaterThan(0);
    });
  });
}
