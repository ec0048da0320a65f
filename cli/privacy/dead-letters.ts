import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Long enough to look through a queue of dead letters, in seconds. */
const HIDDEN_SECONDS = 300;
const MESSAGES_PER_CALL = 10;
/** An SQS queue may answer nothing though it holds something. */
const EMPTY_ANSWERS = 3;

/** What was found among the dead letters. */
export interface DeadLettersErased {
  readonly queues: number;
  readonly read: number;
  readonly deleted: number;
}

/**
 * Looks through every queue that nobody takes from, the dead-letter queues, and deletes the messages that name a person;
 * the others are put back as they were. `belongs` tells the stage's queues from others by their name.
 */
export async function eraseDeadLetters(
  client: SQSClient,
  belongs: (queueName: string) => boolean,
  isAbout: (body: string) => Promise<boolean>,
): Promise<DeadLettersErased> {
  const urls = await listDeadLetterQueues(client, belongs);
  let read = 0;
  let deleted = 0;
  for (const QueueUrl of urls) {
    const kept: Message[] = [];
    try {
      for await (const message of messagesOf(client, QueueUrl)) {
        read += 1;
        if (await isAbout(message.Body ?? '')) {
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
          deleted += 1;
        } else kept.push(message);
      }
    } finally {
      for (const { ReceiptHandle } of kept) {
        await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
      }
    }
  }
  return { queues: urls.length, read, deleted };
}

/** The queues that give up on nothing themselves: only those that others leave their dead letters in. */
async function listDeadLetterQueues(
  client: SQSClient,
  belongs: (queueName: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client, pageSize: 1_000 }, {})) {
    for (const QueueUrl of QueueUrls.filter((url) => belongs(url.slice(url.lastIndexOf('/') + 1)))) {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
      );
      if (!Attributes?.RedrivePolicy) found.push(QueueUrl);
    }
  }
  return found;
}

/** Each message once, and hidden from others meanwhile. */
async function* messagesOf(client: SQSClient, QueueUrl: string): AsyncGenerator<Message> {
  const seen = new Set<string>();
  for (let empty = 0; empty < EMPTY_ANSWERS; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: MESSAGES_PER_CALL,
        VisibilityTimeout: HIDDEN_SECONDS,
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    empty = fresh.length === 0 ? empty + 1 : 0;
    for (const message of fresh) {
      seen.add(message.MessageId ?? '');
      yield message;
    }
  }
}
