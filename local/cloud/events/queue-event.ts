import type { TakenMessage } from '../engines/local-queues.ts';
import { at, text } from '../json.ts';

/** The event with which Lambda gives a function a batch of a queue's messages. */
export function queueEvent(queueArn: string, messages: readonly TakenMessage[]) {
  const awsRegion = queueArn.split(':')[3] ?? '';
  return {
    Records: messages.map((message) => ({
      messageId: message.messageId,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: {
        ApproximateFirstReceiveTimestamp: String(message.sentMs),
        ApproximateReceiveCount: String(message.receiveCount),
        SenderId: 'local',
        SentTimestamp: String(message.sentMs),
      },
      messageAttributes: Object.fromEntries(
        Object.entries(message.messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            dataType: DataType,
            stringValue: StringValue,
            binaryValue: BinaryValue,
            stringListValues: [],
            binaryListValues: [],
          },
        ]),
      ),
      md5OfBody: message.md5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion,
    })),
  };
}

/**
 * The ids of the messages that a function's answer reports as failed; `all` when Lambda would take the whole batch for
 * failed: an empty or unknown id, or an answer of another shape.
 */
export function failedItems(answer: unknown, messages: readonly TakenMessage[]): ReadonlySet<string> | 'all' {
  if (answer === null || answer === undefined) return new Set();
  const failures = at(answer, 'batchItemFailures');
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return 'all';
  const ids = failures.map((failure: unknown) => text(at(failure, 'itemIdentifier')) ?? '');
  return ids.every((id) => messages.some(({ messageId }) => messageId === id)) ? new Set(ids) : 'all';
}
