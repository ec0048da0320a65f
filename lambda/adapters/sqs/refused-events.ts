import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RefusedEvents } from '../../ports.ts';

/** A message attribute holds far more; whoever looks reads no more than this. */
const maxReasonChars = 2_000;

/** Keeps events on a dead-letter queue, with the message attribute `reason`. Throws what SQS throws. */
export function createRefusedEvents({
  client,
  queueUrl,
}: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): RefusedEvents {
  return {
    async keep(body, reason) {
      const StringValue = reason.slice(0, maxReasonChars).toWellFormed();
      const MessageAttributes = { reason: { DataType: 'String', StringValue } };
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes }));
    },
  };
}
