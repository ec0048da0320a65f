import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { triesAtMost } from '../domain/tries-at-most.ts';
import type { Log } from '../ports.ts';
import { errorIds } from './error-ids.ts';
import { runConcurrently } from './run-concurrently.ts';

/** A message of a batch, its body parsed. `id` is the queue's, `receives` how often it has been handed over. */
export interface QueuedMessage<T> {
  readonly id: string;
  readonly body: T;
  readonly receives: number;
}

interface BatchOptions<T> {
  /** Reads a body that is JSON. Throws for what it does not know. */
  readonly parse: (body: unknown) => T;
  readonly log: Log;
}

/** The Lambda side of a queue with `reportBatchItemFailures`. */
export type SqsHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

interface EachOptions<T> extends BatchOptions<T> {
  /** `isRepeat` = the message has been handed over before; `isLastTry` = if it fails now, it is a dead letter. */
  readonly handle: (body: T, arrival: { readonly isRepeat: boolean; readonly isLastTry: boolean }) => Promise<void>;
  /** How many messages at most at a time, 1 unless told. */
  readonly concurrency?: number;
  /** Messages for which it is true are handled when all others are done. */
  readonly isLast?: (body: T) => boolean;
}

/** Handles a batch message by message. Only messages that failed go back to the queue; one that cannot be read ends in the dead-letter queue. */
export function handleEach<T>(options: EachOptions<T>): SqsHandler {
  const { handle, log, concurrency = 1, isLast = () => false } = options;
  return handleBatch({
    ...options,
    async handle(messages) {
      const failed: string[] = [];
      const handleOne = async ({ id, body, receives }: QueuedMessage<T>) => {
        try {
          await handle(body, { isRepeat: receives > 1, isLastTry: receives >= triesAtMost });
        } catch (error) {
          log.error('message-failed', { message: id, ...errorIds(error) });
          failed.push(id);
        }
      };
      const last = messages.filter(({ body }) => isLast(body));
      const others = messages.filter(({ body }) => !isLast(body));
      for (const group of [others, last]) await runConcurrently(group, concurrency, handleOne);
      return failed;
    },
  });
}

/** Handles a batch at once. `handle` answers the ids of messages to try again; if it throws, all of them are. */
export function handleBatch<T>(
  options: BatchOptions<T> & { readonly handle: (messages: readonly QueuedMessage<T>[]) => Promise<readonly string[]> },
): SqsHandler {
  const { parse, handle, log } = options;
  return async ({ Records }) => {
    const messages: QueuedMessage<T>[] = [];
    const failed: string[] = [];
    for (const record of Records) {
      try {
        const receives = Number(record.attributes.ApproximateReceiveCount) || 1;
        messages.push({ id: record.messageId, body: parse(readJson(record)), receives });
      } catch (error) {
        log.error('message-unreadable', { message: record.messageId, ...errorIds(error) });
        failed.push(record.messageId);
      }
    }
    try {
      if (messages.length > 0) failed.push(...(await handle(messages)));
    } catch (error) {
      log.error('batch-failed', { messages: messages.length, ...errorIds(error) });
      failed.push(...messages.map(({ id }) => id));
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function readJson({ body }: SQSRecord): unknown {
  return JSON.parse(body);
}
