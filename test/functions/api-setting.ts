import { createMemoryIdempotencyKeys } from '../../lambda/adapters/memory/memory-idempotency-keys.ts';
import type { InboundEvent } from '../../lambda/domain/events/inbound-event.ts';
import { type ApiTools, createApiApp } from '../../lambda/functions/api/api-app.ts';
import type { Log } from '../../lambda/ports.ts';
import { aStage } from '../support/builders.ts';

/** The key that callers of the API come with. */
export const apiKey = 'k'.repeat(40);

/** A file as it was put under `imports/`. */
export interface DroppedFile {
  readonly key: string;
  readonly text: string;
  readonly isFull: boolean;
}

/** The HTTP API over ports in memory, with all that it has handed on. `stop` makes both of them fail. */
export function anApi(changed: Partial<ApiTools> = {}) {
  const queued: InboundEvent[] = [];
  const files: DroppedFile[] = [];
  const logged: string[] = [];
  const state = { nowMs: Date.parse('2027-03-14T00:00:00Z'), isStopped: false };
  const write: Log['info'] = (event, ids) => void logged.push(JSON.stringify({ event, ...ids }));
  const attempt = (work: () => void) => {
    if (state.isStopped) throw new Error('The other side does not answer');
    work();
  };
  const tools: ApiTools = {
    stage: aStage,
    clock: { nowMs: () => state.nowMs },
    log: { info: write, warn: write, error: write },
    keys: createMemoryIdempotencyKeys(),
    inbox: { put: async (events) => attempt(() => queued.push(...events)) },
    uploads: {
      put: async (key, { bytes, isFull }) =>
        attempt(() => files.push({ key, text: Buffer.from(bytes).toString('utf8'), isFull })),
    },
    apiKeys: async () => [apiKey],
    latestApiKeys: async () => [apiKey],
    ...changed,
  };
  const app = createApiApp(tools);
  const post = async (
    path: string,
    body: string | Uint8Array | null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly json: unknown }> => {
    const answer = await app.request(path, {
      method: 'POST',
      body: typeof body === 'object' && body !== null ? Buffer.from(body) : body,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    });
    return { status: answer.status, headers: answer.headers, json: await answer.json() };
  };
  return { app, tools, queued, files, logged, state, post };
}
