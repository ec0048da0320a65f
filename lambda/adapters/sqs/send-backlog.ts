import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SendBacklog } from '../../ports.ts';
import { QueueError } from './queue-error.ts';

/** What lies on the send queue, as SQS counts it. Throws a QueueError when it does not say. */
export function createSendBacklog({
  client,
  queueUrl,
}: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): SendBacklog {
  return {
    async isEmpty() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      const waiting = Attributes?.ApproximateNumberOfMessages;
      if (waiting === undefined)
        throw new QueueError('SQS does not say what is on the send queue', { retryable: true });
      return Number(waiting) === 0;
    },
  };
}
