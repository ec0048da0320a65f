import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queues } from '../../ports.ts';
import { runConcurrently } from '../../runtime/run-concurrently.ts';
import { sleep } from '../../runtime/system-clock.ts';
import { cutBatches } from './cut-batches.ts';
import { QueueError } from './queue-error.ts';

const concurrency = 4;
const retryPausesMs: readonly number[] = [100, 400, 1_600];

/** The queues that the function was given a URL for. All throw a QueueError unless every message was taken. */
export function createQueues(options: {
  readonly client: SQSClient;
  readonly planQueueUrl?: string;
  readonly sendQueueUrl?: string;
  readonly noticeQueueUrl?: string;
  readonly importQueueUrl?: string;
  readonly sleep?: (ms: number) => Promise<void>;
}): Queues {
  const { client, planQueueUrl, sendQueueUrl, noticeQueueUrl, importQueueUrl } = options;
  const wait = options.sleep ?? sleep;

  /** Sends one batch; answers the bodies that the queue could not take just now. */
  async function sendBatch(
    queueUrl: string,
    bodies: readonly string[],
    DelaySeconds: number | undefined,
  ): Promise<readonly string[]> {
    const Entries = bodies.map((MessageBody, index) => ({
      ...{ Id: String(index), MessageBody },
      ...(DelaySeconds !== undefined && { DelaySeconds }),
    }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const refused = Failed.find(({ SenderFault }) => SenderFault);
    if (refused) throw new QueueError(`The queue refused a message: ${refused.Code}`, { retryable: false });
    return Failed.flatMap(({ Id }) => bodies[Number(Id)] ?? []);
  }

  async function sendAll(
    queueUrl: string | undefined,
    messages: readonly unknown[],
    delaySeconds?: number,
  ): Promise<void> {
    if (messages.length === 0) return;
    if (queueUrl === undefined) throw new QueueError('This function has no such queue', { retryable: false });
    const batches = cutBatches(messages.map((message) => JSON.stringify(message)));
    await runConcurrently(batches, concurrency, async (batch) => {
      let left = await sendBatch(queueUrl, batch, delaySeconds);
      for (const pauseMs of retryPausesMs) {
        if (left.length === 0) break;
        await wait(pauseMs);
        left = await sendBatch(queueUrl, left, delaySeconds);
      }
      if (left.length > 0) throw new QueueError(`The queue did not take ${left.length} messages`, { retryable: true });
    });
  }

  return {
    plan: (messages) => sendAll(planQueueUrl, messages),
    send: (messages) => sendAll(sendQueueUrl, messages),
    import: (messages, options) => sendAll(importQueueUrl, messages, options?.afterSeconds),
    notify: (notices, options) => sendAll(noticeQueueUrl, notices, options?.afterSeconds),
  };
}
