import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createHeartbeats } from '../../../lambda/adapters/dynamo/control/heartbeats.ts';
import type { Heartbeat } from '../../../lambda/ports.ts';
import { dynamoEngines } from '../../support/dynamo-engines.ts';
import { createTable } from '../../support/tables.ts';
import { describeEngine, describeStores } from './backends.ts';

const asked: Heartbeat = { id: 'h1', place: { kind: 'channel', name: '営業' }, askedAt: '2027-03-15T23:30:00Z' };
const other: Heartbeat = { ...asked, id: 'h2', place: { kind: 'owner', email: 'sato@example.jp' } };
const at = '2027-03-16T00:00:00.000Z';
const later = '2027-03-17T00:00:00.000Z';

describeStores('the questions whether cards arrive', (stores) => {
  test('are open once asked, and asking again changes nothing', async () => {
    const heartbeats = await stores.heartbeats();
    expect(await heartbeats.open()).toEqual([]);
    expect(await heartbeats.get('h1')).toBeUndefined();
    await heartbeats.ask(asked);
    await heartbeats.ask({ ...asked, askedAt: later });
    await heartbeats.ask(other);
    expect(await heartbeats.get('h1')).toEqual(asked);
    expect([...(await heartbeats.open())].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([asked, other]);
  });

  test('keep their first answer, and asking again does not open them', async () => {
    const heartbeats = await stores.heartbeats();
    await heartbeats.ask(asked);
    expect(await heartbeats.answer('h1', at)).toBe(true);
    expect(await heartbeats.answer('h1', later)).toBe(true);
    await heartbeats.ask(asked);
    expect(await heartbeats.get('h1')).toEqual({ ...asked, answeredAt: at });
    expect(await heartbeats.open()).toEqual([]);
    expect(await heartbeats.answer('unknown', at)).toBe(false);
    expect(await heartbeats.get('unknown')).toBeUndefined();
  });

  test('are reported by one caller, and can still be answered afterwards', async () => {
    const heartbeats = await stores.heartbeats();
    await heartbeats.ask(asked);
    const reports = await Promise.all(Array.from({ length: 5 }, () => heartbeats.report('h1', at)));
    expect(reports.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(await heartbeats.open()).toEqual([]);
    expect(await heartbeats.answer('h1', later)).toBe(true);
    expect(await heartbeats.get('h1')).toEqual({ ...asked, reportedAt: at, answeredAt: later });
  });

  test('are not reported once answered, nor when nobody asked', async () => {
    const heartbeats = await stores.heartbeats();
    await heartbeats.ask(asked);
    await heartbeats.answer('h1', at);
    expect(await heartbeats.report('h1', later)).toBe(false);
    expect(await heartbeats.report('unknown', later)).toBe(false);
    expect(await heartbeats.get('unknown')).toBeUndefined();
  });
});

for (const engine of dynamoEngines) {
  describeEngine('the questions whether cards arrive', engine, (running) => {
    test('may be forgotten after sixty days', async () => {
      const client = running().createClient();
      const table = await createTable(client, 'Control');
      await createHeartbeats({ client, table }).ask(asked);
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'heartbeat' },
        }),
      );
      expect(Items?.map(({ expiresAt }) => expiresAt)).toEqual([Date.parse('2027-05-14T23:30:00Z') / 1000]);
    });
  });
}
