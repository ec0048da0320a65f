import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { RecordModel } from '../../../lambda/domain/records/record-model.ts';
import { traceRelated } from '../../../lambda/use-cases/privacy/find-related.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { failAt } from './watched-client.ts';

const model: RecordModel = [
  { type: 'customer', labels: ['顧客'], files: ['customers'], idLabels: ['顧客ID'], fields: [] },
  {
    ...{ type: 'contract', labels: ['契約'], files: ['contracts'], idLabels: ['契約ID'] },
    fields: [
      { key: 'customer', labels: ['顧客ID'], kind: 'reference', target: 'customer' },
      { key: 'product', labels: ['製品ID'], kind: 'reference', target: 'product' },
      { key: 'endDate', labels: ['契約終了日'], kind: 'date' },
      { key: 'to', labels: ['請求先'], kind: 'email' },
    ],
  },
];
const hasher = { hash: async (address: string) => `h(${address})` };
const clock = { nowMs: () => Date.parse('2027-03-14T00:00:00Z') };

for (const engine of dynamoEngines) {
  describeEngine('erasing a related record', engine, (running) => {
    test.each([
      [true, ['contract#K1/record']],
      [false, []],
    ])('may stop at any call: the next try finds what is left of it (its id may stay: %s)', async (leavesId, left) => {
      for (let step = 2; ; step += 1) {
        const call = Math.floor(step / 2);
        const client = running().createClient();
        const table = await createTable(client, 'Customers');
        const store = createCustomerStore({ client, table, model, clock, hasher });
        const ref = { type: 'contract', id: 'K1' };
        const fields = { customer: 'C1', product: 'P1', endDate: '2027-03-31', to: 'a@example.com' };
        await store.putMany([{ ...ref, fields, suspects: ['endDate'] }]);

        const dying = running().createClient();
        failAt(dying, call, step % 2 === 1);
        const stopped = await createCustomerStore({ client: dying, table, model, clock, hasher })
          .erase(ref, { leavesId })
          .then(() => false)
          .catch(() => true);

        const { records, gone } = await traceRelated(store, model, 'C1');
        for (const found of [...records, ...gone]) await store.erase(found, { leavesId });
        const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
        expect(
          Items.map(({ pk, sk }) => `${pk}/${sk}`),
          `stopped at call ${call}`,
        ).toEqual(left);
        expect(JSON.stringify(Items)).not.toContain('2027-03-31');
        if (!stopped) return;
      }
    });

    test('a customer is erased whole by asking again, wherever it stopped', async () => {
      for (let step = 2; ; step += 1) {
        const client = running().createClient();
        const table = await createTable(client, 'Customers');
        const store = createCustomerStore({ client, table, model: defaultRecordModel, clock, hasher });
        const ref = { type: 'customer', id: '山田花子' };
        for (const email of ['a@example.com', 'b@example.com']) {
          await store.putMany([{ ...ref, fields: { email, consent: email.startsWith('a'), birthday: '2000-03-14' } }]);
        }
        const dying = running().createClient();
        failAt(dying, Math.floor(step / 2), step % 2 === 1);
        const stopped = await createCustomerStore({ client: dying, table, model: defaultRecordModel, clock, hasher })
          .erase(ref, { leavesId: false })
          .then(() => false)
          .catch(() => true);
        await store.erase(ref, { leavesId: false });
        expect((await client.send(new ScanCommand({ TableName: table }))).Items, `stopped at step ${step}`).toEqual([]);
        if (!stopped) return;
      }
    });

    test('a record that is removed keeps no address, as nobody would find it there any more', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Customers');
      const store = createCustomerStore({ client, table, model, clock, hasher });
      const ref = { type: 'contract', id: 'K1' };
      await store.putMany([{ ...ref, fields: { customer: 'C1', to: 'a@example.com' } }]);
      await store.removeMany([ref]);
      expect(await store.addressHashes(ref)).toEqual([]);
    });
  });
}
