import { CreateQueueCommand, ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cutBatches } from '../../../lambda/adapters/sqs/cut-batches.ts';
import { createQueues } from '../../../lambda/adapters/sqs/queues.ts';
import { localClient, startFauxqs } from './start-fauxqs.ts';

let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let client: SQSClient;
let queueUrl: string;

beforeEach(async () => {
  emulator = await startFauxqs();
  client = new SQSClient(localClient(emulator.url));
  await client.send(new CreateQueueCommand({ QueueName: 'send' }));
  queueUrl = `${emulator.url}/000000000000/send`;
});

afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  await emulator.close();
});

async function receiveAll(): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => JSON.parse(Body)));
  }
}

const messages = (count: number) => Array.from({ length: count }, (_, n) => ({ customer: `C${n}`, key: `鍵#${n}` }));

describe('putting messages on a queue', () => {
  it('delivers every one of many, each in a message of its own', async () => {
    await createQueues({ client, sendQueueUrl: queueUrl }).send(messages(57));
    const received = await receiveAll();
    expect(received).toHaveLength(57);
    expect(received).toEqual(expect.arrayContaining(messages(57)));
  });

  it('asks nothing of SQS when there is nothing to send', async () => {
    const send = vi.spyOn(client, 'send');
    await createQueues({ client, sendQueueUrl: queueUrl }).send([]);
    expect(send).not.toHaveBeenCalled();
  });

  it('sends again only what the queue did not take', async () => {
    const pausesMs: number[] = [];
    const asked: number[] = [];
    const send = client.send.bind(client);
    vi.spyOn(client, 'send').mockImplementation(async (command: unknown) => {
      if (!(command instanceof SendMessageBatchCommand)) throw new Error('unexpected');
      asked.push(command.input.Entries?.length ?? 0);
      if (asked.length > 1) return send(command);
      const Entries = command.input.Entries?.slice(0, 3);
      await send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      return { Failed: ['3', '4'].map((Id) => ({ Id, SenderFault: false, Code: 'InternalError' })) };
    });
    const queues = createQueues({
      client,
      sendQueueUrl: queueUrl,
      sleep: async (ms) => {
        pausesMs.push(ms);
      },
    });
    await queues.send(messages(5));
    vi.restoreAllMocks();
    expect(asked).toEqual([5, 2]);
    expect(pausesMs).toEqual([100]);
    expect(await receiveAll()).toHaveLength(5);
  });

  it.each([
    [false, { name: 'QueueError', retryable: true }],
    [true, { name: 'QueueError', retryable: false }],
  ])('throws when messages stay refused (sender at fault: %s)', async (SenderFault, error) => {
    vi.spyOn(client, 'send').mockImplementation(async () => ({ Failed: [{ Id: '0', SenderFault, Code: 'No' }] }));
    const queues = createQueues({ client, sendQueueUrl: queueUrl, sleep: async () => {} });
    await expect(queues.send(messages(1))).rejects.toMatchObject(error);
  });

  it('throws when the function was given no such queue', async () => {
    await expect(createQueues({ client }).send(messages(1))).rejects.toMatchObject({ retryable: false });
  });
});

describe('cutting batches', () => {
  it('loses nothing, keeps the order, and stays within ten messages and 256 KB', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 50_000, max: 87_000 })));
    fc.assert(
      fc.property(sizes, (lengths) => {
        const bodies = lengths.map((length, n) => `${n}${'長'.repeat(length)}`);
        const batches = cutBatches(bodies);
        expect(batches.flat()).toEqual(bodies);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(Buffer.byteLength(batch.join(''))).toBeLessThanOrEqual(262_144);
        }
      }),
    );
  });

  it('refuses a message that fits nowhere', () => {
    expect(() => cutBatches(['x'.repeat(262_145)])).toThrow('too large');
  });
});
