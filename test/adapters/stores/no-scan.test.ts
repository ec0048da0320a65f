import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createCampaignStore } from '../../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerStore } from '../../../lambda/adapters/dynamo/customers/customer-store.ts';
import { createRefusalStore } from '../../../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../../lambda/adapters/dynamo/send-log/send-log.ts';
import { defaultRecordModel as model } from '../../../lambda/domain/records/default-record-model.ts';
import type { Subject } from '../../../lambda/ports.ts';
import { dynalite } from '../../support/dynamo-engines.ts';
import { createTable, type TableName } from '../../support/tables.ts';
import { describeEngine } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';
import { type SeenCall, watch } from './watched-client.ts';

const at = '2027-03-14T00:00:00.000Z';
const adapters = new URL('../../../lambda/adapters/dynamo/', import.meta.url);

test('no store knows the Scan command', () => {
  const files = readdirSync(adapters, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files)
    expect(readFileSync(new URL(file, adapters), 'utf8'), file).not.toMatch(/Scan(?!IndexForward)/);
});

/** What a role needs for a store: `Command` for the table, `Command:index` for an index. */
function used(calls: readonly SeenCall[]): readonly string[] {
  const names = calls.map(({ command, index }) => command.replace('Command', index === undefined ? '' : `:${index}`));
  return [...new Set(names)].sort();
}

describeEngine('everything the stores do', dynalite, (running) => {
  async function watched(table: TableName) {
    const client = running().createClient();
    const name = await createTable(client, table);
    return { client, table: name, calls: watch(client) };
  }

  test('the customer store uses no more than its roles are granted', async () => {
    const { client, table, calls } = await watched('Customers');
    const store = createCustomerStore({ client, table, model });
    const ref = { type: 'customer', id: 'C1' };
    await store.get(ref);
    await store.getMany([ref]);
    await store.extraColumns();
    await store.find({ by: 'type', type: 'customer' });
    expect(used(calls)).toEqual(['BatchGetItem', 'GetItem', 'Query:lookup']);
    calls.length = 0;
    for (const birthday of ['2000-03-14', '2000-03-15']) await store.putMany([{ ...ref, fields: { birthday } }]);
    expect(used(calls)).toEqual(['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'PutItem']);
    calls.length = 0;
    await store.addExtraColumns('customer', ['趣味']);
    expect(used(calls)).toEqual(['UpdateItem']);
  });

  test('the refusal store uses no more than its roles are granted', async () => {
    const { client, table, calls } = await watched('Refusals');
    const store = createRefusalStore({ client, table });
    const subjects: readonly Subject[] = [{ kind: 'customer', id: 'C1' }];
    await store.getMany([subjects]);
    expect(used(calls)).toEqual(['BatchGetItem']);
    calls.length = 0;
    await store.optOut(subjects, 'marketing', at, 'link');
    await store.optIn(subjects, 'marketing', at, 'link');
    await store.suppress(subjects, ['everything'], 'bounce', at);
    expect(used(calls)).toEqual(['PutItem', 'UpdateItem']);
  });

  test('counting mails that came back asks for no more than reads and updates, and arrivals without them write nothing', async () => {
    const { client, table, calls } = await watched('Refusals');
    const store = createRefusalStore({ client, table });
    const subject: Subject = { kind: 'address', hash: 'h1' };
    await store.forgetSoftBounces(subject, at);
    expect(used(calls)).toEqual(['GetItem']);
    calls.length = 0;
    await store.countSoftBounce(subject, 'm1', at);
    await store.forgetSoftBounces(subject, '2027-03-15T00:00:00.000Z');
    expect(used(calls)).toEqual(['GetItem', 'UpdateItem']);
    calls.length = 0;
    await store.forgetSoftBounces(subject, '2027-03-16T00:00:00.000Z');
    expect(used(calls)).toEqual(['GetItem']);
  });

  test('the campaign store uses no more than its roles are granted', async () => {
    const { client, table, calls } = await watched('Campaigns');
    const store = createCampaignStore({ client, table });
    await store.manifest();
    await store.version('birthday', 'v1');
    await store.watermark('birthday');
    expect(used(calls)).toEqual(['GetItem']);
    calls.length = 0;
    const run = { campaign: 'birthday', date: '2027-03-14', startedAt: at, days: ['2027-03-14'], counts: {} };
    await store.openRun(run);
    await store.addRunCounts(run.campaign, run.date, { planned: 1 });
    await store.markRun(run.campaign, run.date, 'plannedAt', at);
    await store.advanceWatermark(run.campaign, run.date);
    expect(used(calls)).toEqual(['GetItem', 'PutItem', 'UpdateItem']);
    calls.length = 0;
    await store.openRuns();
    await store.markRun(run.campaign, run.date, 'drainedAt', at);
    expect(used(calls)).toEqual(['BatchGetItem', 'DeleteItem', 'GetItem', 'Query', 'UpdateItem']);
  });

  test('the send log uses no more than its roles are granted', async () => {
    const { client, table, calls } = await watched('SendLog');
    const log = createSendLog({ client, table, clock: aClock() });
    const row = aSend();
    await log.insert(row);
    await log.insert(row);
    expect(used(calls)).toEqual(['GetItem', 'PutItem']);
    calls.length = 0;
    await log.get(row);
    await log.move(row, ['planned'], { state: 'sending', reason: '', at });
    await log.move(row, ['planned'], { state: 'sending', reason: '', at });
    expect(used(calls)).toEqual(['GetItem', 'UpdateItem']);
    calls.length = 0;
    await log.getMany([row]);
    await log.ofCustomer(row.customer, 'birthday#');
    await log.byRun(row.campaign, row.dueOn);
    await log.waiting(at);
    expect(used(calls)).toEqual(['BatchGetItem', 'Query', 'Query:byRun', 'Query:waiting']);
  });
});
