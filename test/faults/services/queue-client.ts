import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Process } from '../functions/process.ts';
import type { SimQueue } from './queue.ts';
import { withSend } from './with-send.ts';

const client = new SQSClient({ region: 'ap-northeast-1' });
const networkFailure = (what: string) => Object.assign(new Error(what), { name: 'TimeoutError', code: 'ECONNRESET' });

/** The SQS client of a process: a URL is a queue's name. */
export function createQueueClient(process: Process, queues: Readonly<Record<string, SimQueue>>): SQSClient {
  return withSend(client, async (command: unknown) => {
    if (!(command instanceof SendMessageBatchCommand)) throw new TypeError('Not simulated');
    const { QueueUrl = '', Entries = [] } = command.input;
    const queue = queues[QueueUrl];
    if (queue === undefined) throw new TypeError(`No queue ${QueueUrl}`);
    const what = `${QueueUrl} <- ${Entries.map(({ MessageBody }) => MessageBody).join(' ')}`;
    return process.call(
      what,
      () => {
        for (const { MessageBody = '', DelaySeconds = 0 } of Entries) queue.put(MessageBody, DelaySeconds * 1_000);
        return { $metadata: {}, Failed: [] };
      },
      networkFailure,
    );
  });
}
