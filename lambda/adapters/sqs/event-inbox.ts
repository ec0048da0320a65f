import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EventInbox } from '../../ports.ts';
import { cutBatches } from './cut-batches.ts';
import { QueueError } from './queue-error.ts';

/** The queue of events from other systems. What a call that fails has put there already may be put there again: its ids tell. */
export function createEventInbox(options: { readonly client: SQSClient; readonly queueUrl: string }): EventInbox {
  const { client, queueUrl } = options;
  return {
    async put(events) {
      for (const batch of cutBatches(events.map((event) => JSON.stringify(event)))) {
        const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
        const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
        if (Failed.length > 0) {
          throw new QueueError(`The queue did not take ${Failed.length} events`, { retryable: true });
        }
      }
    },
  };
}
