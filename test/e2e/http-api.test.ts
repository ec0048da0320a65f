import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createCustomerStore } from '../../lambda/adapters/dynamo/customers/customer-store.ts';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { closeSound } from './close-sound.ts';
import { openCloudOn } from './small-company.ts';

const key = 'a-key-of-the-sync-flow-that-is-long-enough';
let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await openCloudOn('2027-03-14');
  cloud.setSecret(cloud.variable('API_KEYS_SECRET'), key);
});
afterAll(() => closeSound(cloud));

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>>) {
  const answer = await fetch(`${cloud.pagesUrl}${path}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  return { status: answer.status, json: z.record(z.string(), z.unknown()).parse(await answer.json()) };
}

async function fieldsOf(id: string) {
  await cloud.drain();
  const table = cloud.variable('CUSTOMERS_TABLE');
  const customers = createCustomerStore({ client: cloud.dynamo, table, model: local.stage.recordModel });
  return (await customers.get({ type: 'customer', id }))?.fields;
}

const importPath = `/v1/import?file=${encodeURIComponent('顧客マスタ.csv')}`;
const flowRun = { 'content-type': 'application/json', 'idempotency-key': '08584' };
const items = JSON.stringify({ value: [{ ID: 1, 顧客ID: 'C1', 氏名: '田中 花子', 誕生日: '1990-03-14T00:00:00Z' }] });

test('the list that a flow posts is imported, once for a run of the flow', async () => {
  const first = await post(importPath, items, flowRun);
  expect(first).toMatchObject({ status: 202, json: { type: 'customer', rows: 1 } });
  expect(await fieldsOf('C1')).toMatchObject({ name: '田中 花子', birthday: '1990-03-14' });
  expect(await post(importPath, items, flowRun)).toEqual(first);
  expect(await cloud.listObjects('imports/')).toHaveLength(1);
});

test('a file in Shift_JIS arrives as it was when it is sent as bytes', async () => {
  const sjis = Buffer.concat([
    Buffer.from('ID,company\r\nC2,'),
    Uint8Array.of(0x93, 0xfa, 0x96, 0x7b),
    Buffer.from('\r\n'),
  ]);
  const { status } = await post('/v1/import?file=customers.csv', sjis, { 'content-type': 'application/octet-stream' });
  expect(status).toBe(202);
  expect(await fieldsOf('C2')).toMatchObject({ company: '日本' });
});

test('an event changes a customer at once', async () => {
  const event = { type: 'customer.upserted', data: { customer: { id: 'C1', 会社名: '青葉商事' } } };
  const { status, json } = await post('/v1/events', JSON.stringify(event), { 'content-type': 'application/json' });
  expect({ status, accepted: json.accepted }).toEqual({ status: 202, accepted: 1 });
  expect(await fieldsOf('C1')).toMatchObject({ name: '田中 花子', company: '青葉商事' });
});

test('without the key nothing is taken in, and GET is told that it is POST', async () => {
  const headers = { authorization: 'Bearer guessed', 'content-type': 'application/json' };
  expect((await post('/v1/events', '{}', headers)).status).toBe(401);
  const get = await fetch(`${cloud.pagesUrl}/v1/import`);
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
});
