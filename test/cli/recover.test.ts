import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanTable } from '../../cli/recovery/scan-table.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { runFushime } from './run-fushime.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const born = (day: string) => ({ birthday: `2000-${day}` });
const customers = customersCsv([
  aCustomerRow('C1', born('03-14')),
  aCustomerRow('C2', born('03-15')),
  aCustomerRow('C3', born('03-15')),
  aCustomerRow('C4', born('03-16')),
  aCustomerRow('D1', born('03-20')),
  aCustomerRow('E1', born('03-25')),
  aCustomerRow('E2', born('03-25')),
  aCustomerRow('X1', born('11-01')),
  aCustomerRow('x2@example.com', born('11-02')),
]);
const contracts = '契約ID,顧客ID,契約名\r\nK1,X1,年間契約\r\nK2,E2,年間契約\r\n';
const body = '<p>{{sender.name}} {{sender.address}} {{sender.contact}} <a href="{{unsubscribeUrl}}">配信停止</a></p>';
const offer = aCampaignFile('offer', ['trigger: { every: year, on: customer.birthday }'], body);
const templates = [{ ...offer, text: offer.text.replace('category: contract', 'category: marketing') }];

let served: ServedCloud;
beforeAll(async () => {
  served = await aRunningCloud(
    '2027-03-14',
    [anImportFile('customers.csv', customers), anImportFile('contracts.csv', contracts)],
    templates,
  );
});
afterAll(() => served?.close());

/** Copies a table as it is now, as a restore to this point in time will. */
async function pointInTime({ cloud }: ServedCloud, variable: string, copy: string): Promise<string> {
  const table = cloud.variable(variable);
  const part = cloud.parts.tables.find(({ name }) => name === table);
  if (part === undefined) throw new Error(`No table ${table}`);
  await cloud.dynamo.send(new CreateTableCommand({ ...part.definition, TableName: copy }));
  for await (const Item of scanTable(cloud.dynamo, table))
    await cloud.dynamo.send(new PutCommand({ TableName: copy, Item }));
  return new Date(cloud.clock.nowMs()).toISOString();
}

async function lose({ cloud }: ServedCloud, variable: string): Promise<void> {
  const TableName = cloud.variable(variable);
  for await (const { pk, sk } of scanTable(cloud.dynamo, TableName))
    await cloud.dynamo.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
}

async function states({ cloud }: ServedCloud) {
  const rows = await readSendLog(cloud);
  return Object.fromEntries(rows.map(({ customer, state, reason }) => [customer, `${state} ${reason}`.trim()]));
}

function mailed({ cloud }: ServedCloud): readonly string[] {
  return cloud.ses
    .mails()
    .flatMap(({ destinations }) => destinations)
    .map((address) => address.slice(0, 2).toUpperCase())
    .sort();
}

describe('a send log restored to a point in time', () => {
  it('knows what left before, and takes what fell due since as uncertain, never to be mailed by itself', async () => {
    await served.runDay('2027-03-14');
    const restoredTo = await pointInTime(served, 'SEND_LOG_TABLE', 'log-restored');
    await served.runDay('2027-03-15');
    expect(mailed(served)).toEqual(['C1', 'C2', 'C3']);

    await lose(served, 'SEND_LOG_TABLE');
    const args = ['send-log', '--from-table', 'log-restored', '--restored-to', restoredTo, '--json'] as const;
    const first = await runFushime('recover', ...args);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(first.stdout)).toEqual({ table: 'send-log', restored: 1, uncertain: 2 });
    const unclear = 'uncertain log-restored';
    expect(await states(served)).toEqual({ C1: 'delivered', C2: unclear, C3: unclear });

    // Nothing that comes round again mails them: the same command, a run that is repeated, later runs and sweeps.
    const again = await runFushime('recover', ...args);
    expect(JSON.parse(again.stdout)).toEqual({ table: 'send-log', restored: 0, uncertain: 0 });
    const run = { kind: 'run', campaign: 'offer', scheduledTime: '2027-03-15T00:00:00Z' };
    const attributes = { ApproximateReceiveCount: '1' };
    await served.cloud.invoke('plan', { Records: [{ messageId: 'm1', body: JSON.stringify(run), attributes }] });
    await served.runDay('2027-03-16');
    expect(await states(served)).toEqual({ C1: 'delivered', C2: unclear, C3: unclear, C4: 'delivered' });
    expect(mailed(served)).toEqual(['C1', 'C2', 'C3', 'C4']);
  });

  it('takes mails that were under way at that time as uncertain, too', async () => {
    const { dynamo } = served.cloud;
    await served.runDay('2027-03-20');
    const restoredTo = await pointInTime(served, 'SEND_LOG_TABLE', 'log-under-way');
    for await (const item of scanTable(dynamo, 'log-under-way')) {
      const Item = item.pk === 'customer#D1' ? { ...item, state: 'planned', attempt: 0 } : item;
      await dynamo.send(new PutCommand({ TableName: 'log-under-way', Item }));
    }
    await lose(served, 'SEND_LOG_TABLE');
    const { stdout } = await runFushime(
      ...(['recover', 'send-log', '--from-table', 'log-under-way', '--restored-to', restoredTo] as const),
    );
    expect(stdout).toContain('5 items brought back to send-log.\n1 may have been mailed since');
    await served.runDay('2027-03-21');
    expect(await states(served)).toMatchObject({ D1: 'uncertain log-restored' });
    expect(mailed(served).filter((customer) => customer === 'D1')).toHaveLength(1);
  });
});

describe('customers restored to a point in time', () => {
  it('are not mailed what they refused after it', async () => {
    await pointInTime(served, 'CUSTOMERS_TABLE', 'customers-restored');
    await runFushime('optout', '--customer', 'E1', '--source', 'phone');
    await lose(served, 'CUSTOMERS_TABLE');
    const { exitCode, stdout } = await runFushime('recover', 'customers', '--from-table', 'customers-restored');
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('brought back') });
    await served.runDay('2027-03-25');
    expect(await states(served)).toMatchObject({ E1: 'skipped opted-out', E2: 'delivered' });
    expect(mailed(served)).not.toContain('E1');
  });
});

describe('people who have been erased since', () => {
  it('do not come back from a restored table, nor does what has expired', async () => {
    const { cloud } = served;
    await runFushime('optout', '--customer', 'x2@example.com', '--source', 'phone');
    await pointInTime(served, 'CUSTOMERS_TABLE', 'customers-before');
    await pointInTime(served, 'REFUSALS_TABLE', 'refusals-before');
    const expiresAt = Math.floor(cloud.clock.nowMs() / 1_000) - 1;
    const old = { pk: 'event#E9', sk: 'record', type: 'event', id: 'E9', rev: 1, fields: {}, indexed: [], expiresAt };
    await cloud.dynamo.send(new PutCommand({ TableName: 'customers-before', Item: old }));
    for (const customer of ['X1', 'x2@example.com']) {
      expect((await runFushime('erase', '--customer', customer, '--yes')).exitCode).toBe(0);
    }
    await lose(served, 'CUSTOMERS_TABLE');
    for (const table of ['customers', 'refusals']) {
      expect((await runFushime('recover', table, '--from-table', `${table}-before`)).exitCode).toBe(0);
    }
    const partitions = new Set<string>();
    for (const variable of ['CUSTOMERS_TABLE', 'REFUSALS_TABLE']) {
      for await (const { pk } of scanTable(cloud.dynamo, cloud.variable(variable))) partitions.add(pk);
    }
    expect([...partitions]).toEqual(expect.arrayContaining(['customer#E2', 'contract#K2', 'customer#X1']));
    const gone = ['contract#K1', 'event#E9', 'customer#x2@example.com'];
    expect([...partitions].filter((pk) => gone.includes(pk))).toEqual([]);
    // Only the mark, in Refusals, still has the id.
    const { exitCode, stderr } = await runFushime('export', '--customer', 'X1');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse((await runFushime('export', '--customer', 'X1')).stdout).profile).toBeNull();
  });
});

describe('fushime recover, asked wrongly', () => {
  it.each([
    [['send-log', '--from-table', 'x'], '--restored-to'],
    [['send-log', '--from-table', 'x', '--restored-to', 'yesterday'], 'An instant such as'],
    [['nothing', '--from-table', 'x'], 'Allowed choices'],
    [['customers'], '--from-table'],
  ])('%j is answered with exit code 2', async (args, why) => {
    const { exitCode, stdout, stderr } = await runFushime('recover', ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});
