import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../lambda/ports.ts';
import { handleBatch, handleEach } from '../../lambda/runtime/sqs-batch.ts';

function anEvent(bodies: Readonly<Record<string, string>>): SQSEvent {
  const attributes: SQSRecord['attributes'] = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  };
  return {
    Records: Object.entries(bodies).map(([messageId, body]) => ({
      messageId,
      body,
      attributes,
      receiptHandle: '',
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: '',
    })),
  };
}

function aLog() {
  const lines: unknown[] = [];
  const line: Log['info'] = (event, ids) => lines.push({ event, ...ids });
  return { lines, log: { info: line, warn: line, error: line } };
}

function parse(body: unknown): number {
  if (typeof body !== 'number') throw new TypeError(`secret ${body}`);
  return body;
}

const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('a batch handled message by message', () => {
  it('sends back only the messages that failed', async () => {
    const handled: number[] = [];
    const { log } = aLog();
    const handler = handleEach({
      parse,
      log,
      handle: async (body) => {
        if (body === 2) throw new Error('no');
        handled.push(body);
      },
    });
    expect(await handler(anEvent({ a: '1', b: '2', c: '3' }))).toEqual(failed('b'));
    expect(handled).toEqual([1, 3]);
  });

  it('leaves those that should be last until all others are done', async () => {
    const handled: number[] = [];
    const handler = handleEach({
      parse,
      log: aLog().log,
      concurrency: 10,
      isLast: (body) => body < 3,
      handle: async (body) => {
        if (body > 2) await new Promise(setImmediate);
        handled.push(body);
        if (body === 2) throw new Error('no');
      },
    });
    expect(await handler(anEvent({ a: '1', b: '2', c: '3', d: '4' }))).toEqual(failed('b'));
    expect(handled).toEqual([3, 4, 1, 2]);
  });

  it('sends back what it cannot read, so that it ends in the dead-letter queue, and logs no word of it', async () => {
    const { log, lines } = aLog();
    const handler = handleEach({ parse, log, handle: async () => {} });
    expect(await handler(anEvent({ a: '{', b: '"taro@example.com"', c: '1' }))).toEqual(failed('a', 'b'));
    expect(lines).toMatchObject([
      { event: 'message-unreadable', message: 'a', error: 'SyntaxError' },
      { event: 'message-unreadable', message: 'b', error: 'TypeError' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('taro');
  });

  it('handles no more at a time than it was told', async () => {
    let now = 0;
    let most = 0;
    const handler = handleEach({
      parse,
      log: aLog().log,
      concurrency: 3,
      handle: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise(setImmediate);
        now -= 1;
      },
    });
    await handler(anEvent(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`m${n}`, String(n)]))));
    expect(most).toBe(3);
  });
});

describe('a batch handled at once', () => {
  it('sends back what the work asks for', async () => {
    const handler = handleBatch({
      parse,
      log: aLog().log,
      handle: async (messages) => messages.filter(({ body }) => body > 1).map(({ id }) => id),
    });
    expect(await handler(anEvent({ a: '1', b: '2', c: 'x' }))).toEqual(failed('c', 'b'));
  });

  it('sends back everything when the work throws', async () => {
    const handler = handleBatch({ parse, log: aLog().log, handle: () => Promise.reject(new Error('no')) });
    expect(await handler(anEvent({ a: '1', b: '2' }))).toEqual(failed('a', 'b'));
  });
});
