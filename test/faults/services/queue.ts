import type { SQSEvent } from 'aws-lambda';
import type { Pool } from '../functions/pool.ts';
import type { Sim } from '../functions/process.ts';

/** A queue as it is deployed. */
export interface QueueOptions {
  readonly name: string;
  readonly visibilityMs: number;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  readonly gatherMs: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
  /** Times at which something was done to whoever had it. */
  faultyReceives: number;
}

/** A message that was handed over so often in vain that it was put aside. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  readonly receives: number;
  readonly faultyReceives: number;
}

const MAX_RECEIVES = 5;

/** SQS and the poller that feeds a function: at least once, in any order, hidden for a while, at last dead letters. */
export class SimQueue {
  readonly deadLetters: DeadLetter[] = [];
  readonly #sim: Sim;
  readonly #options: QueueOptions;
  readonly #visible: Message[] = [];
  #pool: Pool<SQSEvent> | undefined;
  #hidden = 0;
  #running = 0;
  #sent = 0;
  #isPolling = false;

  constructor(sim: Sim, options: QueueOptions) {
    this.#sim = sim;
    this.#options = options;
  }

  feed(pool: Pool<SQSEvent>): void {
    this.#pool = pool;
  }

  /** Messages that nobody has done with yet. */
  get size(): number {
    return this.#visible.length + this.#hidden;
  }

  put(body: string, delayMs = 0): void {
    const { random, faults } = this.#sim;
    this.#sent += 1;
    const id = `${this.#options.name}-m${this.#sent}`;
    // What is put off again and again would otherwise double without end.
    const copies = delayMs === 0 && faults.strikes('isDuplicated') ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const message = { id, body, receives: 0, faultyReceives: 0 };
      this.#show(message, delayMs + random.between(1, copy === 0 || random.chance(0.5) ? 200 : 120_000));
    }
  }

  #show(message: Message, afterMs: number): void {
    this.#hidden += 1;
    this.#sim.loop.after(afterMs, () => {
      this.#hidden -= 1;
      if (message.receives >= MAX_RECEIVES) return this.#bury(message);
      this.#visible.push(message);
      this.#poll();
    });
  }

  #bury({ body, receives, faultyReceives }: Message): void {
    const { name } = this.#options;
    this.#sim.trace.add(this.#sim.loop.nowMs, `${name} dead letter ${body}`);
    this.deadLetters.push({ queue: name, body, receives, faultyReceives });
  }

  #poll(): void {
    const { loop, random } = this.#sim;
    const { maxConcurrency, gatherMs } = this.#options;
    if (this.#isPolling || this.#running >= maxConcurrency || this.#visible.length === 0) return;
    this.#isPolling = true;
    loop.after(gatherMs + random.between(1, 50), () => {
      this.#isPolling = false;
      this.#hand();
      this.#poll();
    });
  }

  #hand(): void {
    const { loop, random, faults } = this.#sim;
    const { batchSize, visibilityMs } = this.#options;
    const batch: Message[] = [];
    while (batch.length < batchSize && this.#visible.length > 0) {
      // Most of the time in order, but nothing promises it.
      const at = random.chance(0.8) ? 0 : random.between(0, this.#visible.length - 1);
      batch.push(...this.#visible.splice(at, 1));
    }
    if (batch.length === 0 || this.#pool === undefined) return;
    for (const message of batch) message.receives += 1;
    const handedMs = loop.nowMs;
    this.#running += 1;
    this.#hidden += batch.length;
    this.#pool.invoke(toEvent(batch), ({ answer, isAnswered, faults: done }) => {
      this.#running -= 1;
      this.#hidden -= batch.length;
      const failed = isAnswered ? failedIds(answer) : new Set(batch.map(({ id }) => id));
      for (const message of batch) {
        const isKept = faults.strikes('staysQueued');
        if (!isKept && !failed.has(message.id)) continue;
        if (done > 0 || isKept) message.faultyReceives += 1;
        this.#show(message, handedMs + visibilityMs - loop.nowMs);
      }
      this.#poll();
    });
  }
}

function toEvent(batch: readonly Message[]): SQSEvent {
  return {
    Records: batch.map(({ id, body, receives }) => ({
      messageId: id,
      receiptHandle: id,
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: '0',
        SenderId: 'simulation',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:ap-northeast-1:000000000000:simulation',
      awsRegion: 'ap-northeast-1',
    })),
  };
}

function failedIds(answer: unknown): ReadonlySet<string> {
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return new Set();
  const { batchItemFailures } = answer;
  if (!Array.isArray(batchItemFailures)) return new Set();
  return new Set(
    batchItemFailures.flatMap((each: unknown) =>
      typeof each === 'object' && each !== null && 'itemIdentifier' in each ? [String(each.itemIdentifier)] : [],
    ),
  );
}
