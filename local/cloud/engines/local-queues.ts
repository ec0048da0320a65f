import type { LocalClock } from '../../virtual-clock.ts';
import type { QueuePart } from '../wiring/cloud-parts.ts';
import type { Fauxqs, QueueStore } from './fauxqs.ts';

/** A message taken from a queue, as an event source mapping sees it. */
export interface TakenMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly receiveCount: number;
  readonly sentMs: number;
  readonly messageAttributes: Readonly<Record<string, QueueAttribute>>;
}

/** A message attribute as SQS carries it. */
export interface QueueAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** The queues, seen from inside: no HTTP, no permissions. Queues are named by ARN. */
export interface LocalQueues {
  /** Takes up to `max` messages that are ready. What was received too often moves to the dead-letter queue instead. */
  take(arn: string, max: number): readonly TakenMessage[];
  /** Done with: the message goes away. */
  finish(arn: string, receiptHandle: string): void;
  /** Failed: the message is ready again at once. */
  giveBack(arn: string, receiptHandle: string): void;
  send(arn: string, body: string): void;
  isReady(arn: string): boolean;
  /** When the earliest delayed message becomes ready, in virtual time. */
  nextDelayedMs(): number | undefined;
  /** Makes ready what was delayed until now or earlier. */
  releaseDelayed(): void;
  bodies(arn: string): readonly string[];
  /** Called after each message that arrives, whoever sent it; answers how to stop. */
  onArrival(listener: () => void): () => void;
  /** Tells the listeners that something arrived by way of the API. */
  arrived(): void;
}

// Nobody else receives, so what is taken stays taken until the function has answered.
const takenSeconds = 12 * 60 * 60;

/** Creates the queues that are not there yet and answers them. */
export function createLocalQueues(engine: Fauxqs, parts: readonly QueuePart[], clock: LocalClock): LocalQueues {
  const store = engine.queues;
  const engineArn = new Map(parts.map(({ arn, name }) => [arn, `arn:aws:sqs:local:000000000000:${name}`]));
  for (const part of parts) createQueue(store, part, engineArn);
  const nameOf = new Map(parts.map(({ arn, name }) => [arn, name]));
  const listeners = new Set<() => void>();
  const dueMs = new Map<string, number>();
  const queueAt = (arn: string) => {
    const queue = store.getQueueByName(nameOf.get(arn) ?? '');
    if (!queue) throw new Error(`There is no queue ${arn} in the templates.`);
    return queue;
  };
  const arrived = () => {
    for (const listener of listeners) listener();
  };
  // The engine keeps delays in real time; what counts is how long a message had to wait when it was first seen.
  const noteDelays = () => {
    for (const queue of store.allQueues()) {
      for (const { messageId, delayUntil = 0 } of queue.delayedMessages) {
        if (!dueMs.has(messageId)) dueMs.set(messageId, clock.nowMs() + Math.max(0, delayUntil - Date.now()));
      }
    }
  };
  return {
    take(arn, max) {
      const queue = queueAt(arn);
      const taken: TakenMessage[] = [];
      const takeSome = () => {
        for (const received of queue.dequeue(max - taken.length, takenSeconds, (dlq) => store.getQueueByArn(dlq))) {
          const message = queue.inflightMessages.get(received.ReceiptHandle)?.message;
          taken.push({
            messageId: received.MessageId,
            receiptHandle: received.ReceiptHandle,
            body: received.Body,
            md5OfBody: received.MD5OfBody,
            receiveCount: message?.approximateReceiveCount ?? 1,
            sentMs: clock.nowMs() - Math.max(0, Date.now() - (message?.sentTimestamp ?? Date.now())),
            messageAttributes: received.MessageAttributes ?? {},
          });
        }
      };
      // On its way to the dead letters a message leaves one queue before it is in the other.
      engine.atOnce(() => {
        while (taken.length < max && queue.messages.length > 0) takeSome();
      });
      return taken;
    },
    finish: (arn, receiptHandle) => void queueAt(arn).deleteMessage(receiptHandle),
    giveBack: (arn, receiptHandle) => queueAt(arn).changeVisibility(receiptHandle, 0),
    send(arn, body) {
      queueAt(arn).enqueue(engine.newMessage(body));
      arrived();
    },
    isReady: (arn) => queueAt(arn).messages.length > 0,
    nextDelayedMs() {
      noteDelays();
      const waiting = [...store.allQueues()].flatMap(({ delayedMessages }) => delayedMessages);
      const times = waiting.flatMap(({ messageId }) => dueMs.get(messageId) ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    releaseDelayed() {
      noteDelays();
      for (const queue of store.allQueues()) {
        for (const message of queue.delayedMessages) {
          const due = dueMs.get(message.messageId) ?? 0;
          // Far ahead or long ago in real time: the virtual clock decides, not the engine's.
          message.delayUntil = due <= clock.nowMs() ? 1 : Number.MAX_SAFE_INTEGER;
        }
        queue.processTimers();
      }
    },
    bodies: (arn) => queueAt(arn).messages.map(({ body }) => body),
    onArrival(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    arrived,
  };
}

function createQueue(store: QueueStore, part: QueuePart, engineArns: ReadonlyMap<string, string>): void {
  const { redrive } = part;
  const policy = redrive && {
    deadLetterTargetArn: engineArns.get(redrive.queueArn),
    maxReceiveCount: redrive.maxReceiveCount,
  };
  const attributes = { ...part.attributes, ...(policy ? { RedrivePolicy: JSON.stringify(policy) } : {}) };
  const existing = store.getQueueByName(part.name);
  if (existing) existing.setAttributes(attributes);
  else store.createQueue(part.name, part.url, engineArns.get(part.arn) ?? part.arn, attributes);
}
