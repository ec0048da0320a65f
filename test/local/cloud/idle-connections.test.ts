import { afterEach, expect, test } from 'vitest';
import { startListener } from '../../../local/cloud/proxy/local-listener.ts';
import { startHttpEndpoint } from '../../../local/endpoints/http-endpoint.ts';

let close: () => Promise<void>;
afterEach(() => close());

// A server that ends idle connections tells after how many seconds.
test.each([
  ['a stand-in', () => startHttpEndpoint(() => ({ status: 200 }))],
  ['the proxy', () => startListener(async () => ({ status: 200, headers: {}, body: Buffer.alloc(0) }))],
])('%s ends no connection that is idle: a call might just be on its way', async (_, start) => {
  const server = await start();
  close = server.close;
  const response = await fetch(server.url);
  expect(response.status).toBe(200);
  expect(response.headers.get('keep-alive')).toBeNull();
  await response.body?.cancel();
});
