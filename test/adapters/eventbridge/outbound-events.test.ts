import { createServer } from 'node:http';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createOutboundEvents } from '../../../lambda/adapters/eventbridge/outbound-events.ts';
import type { OutboundEvent } from '../../../lambda/domain/events/outbound-event.ts';
import { isObject, type JsonObject } from '../../../local/cloud/json.ts';
import { readBody } from '../../../local/cloud/proxy/forward.ts';
import { createEvents } from '../../../local/endpoints/events.ts';

let taken: { readonly event: JsonObject; readonly bus: string }[];
let close: () => Promise<void>;
let client: EventBridgeClient;

beforeEach(async () => {
  taken = [];
  const events = createEvents({
    clock: { nowMs: () => Date.parse('2027-03-14T00:00:00.500Z') },
    ...{ region: 'ap-northeast-1', account: '000000000000' },
    publish: (event, bus) => void taken.push({ event, bus }),
  });
  const server = createServer(async (incoming, response) => {
    const target = String(incoming.headers['x-amz-target']);
    const request = { method: 'POST', path: '/', headers: { 'x-amz-target': target }, body: await readBody(incoming) };
    const { status, headers, body } = await events(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = isObject(address) ? String(address.port) : '';
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  client = new EventBridgeClient({ endpoint: `http://127.0.0.1:${port}`, region: 'ap-northeast-1', credentials });
  close = async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

function anOptOut(n: number, source = 'one-click'): OutboundEvent {
  const detail = { customer: `C${n}`, scope: 'marketing', at: '2027-03-14T01:00:00.000Z', source };
  return { id: `id-${n}`, type: 'customer.opted-out', detail };
}

test('every event arrives on the bus, its id in the detail and its time the happening', async () => {
  const outbound = createOutboundEvents({ client, bus: 'fushime-test' });
  expect(await outbound.announce(Array.from({ length: 23 }, (_, n) => anOptOut(n)))).toEqual([]);
  expect(taken).toHaveLength(23);
  expect(taken[22]).toMatchObject({
    bus: 'fushime-test',
    event: {
      ...{ source: 'fushime', 'detail-type': 'customer.opted-out', time: '2027-03-14T01:00:00Z' },
      detail: { id: 'id-22', customer: 'C22', scope: 'marketing', source: 'one-click' },
    },
  });
});

test('those that the bus does not take are named, and the others arrive', async () => {
  const outbound = createOutboundEvents({ client, bus: 'fushime-test' });
  const tooLarge = anOptOut(11, 'x'.repeat(300_000));
  expect(await outbound.announce([...Array.from({ length: 11 }, (_, n) => anOptOut(n)), tooLarge])).toEqual(['id-11']);
  expect(taken).toHaveLength(11);
});

test('nothing to announce is no call', async () => {
  client.destroy();
  expect(await createOutboundEvents({ client, bus: 'fushime-test' }).announce([])).toEqual([]);
});
