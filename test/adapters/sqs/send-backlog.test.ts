import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSendBacklog } from '../../../lambda/adapters/sqs/send-backlog.ts';
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
  client.destroy();
  await emulator.close();
});

it('a queue is empty until a mail waits there, and again once somebody has taken it', async () => {
  const backlog = createSendBacklog({ client, queueUrl });
  expect(await backlog.isEmpty()).toBe(true);
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{}' }));
  expect(await backlog.isEmpty()).toBe(false);
  await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, VisibilityTimeout: 60 }));
  expect(await backlog.isEmpty()).toBe(true);
});

it('a queue that cannot be asked is an error, not an empty queue', async () => {
  const backlog = createSendBacklog({ client, queueUrl: `${emulator.url}/000000000000/none` });
  await expect(backlog.isEmpty()).rejects.toThrow();
});
