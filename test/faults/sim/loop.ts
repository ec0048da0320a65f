/** Until all promises that can go on have done so: Node runs ticks only when no microtask is left. */
const promisesSettled = () =>
  new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });
/** Until Node's own loop has turned once: streams and encoders go on. */
const nextTurn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

/** More turns of Node's own loop than any work between two events needs. */
const LONGEST_WORK_TURNS = 100_000;

/** Several times what the busiest week needs. */
const MOST_EVENTS = 600_000;

/** Work makes more work, and no end of it. */
export class RunawayError extends Error {
  override readonly name = 'RunawayError';
  /** The end of the trace. */
  tail: readonly string[] = [];

  constructor() {
    super(`More than ${MOST_EVENTS} things happened in a week: work makes more work, and no end of it`);
  }
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
  isOff: boolean;
}

/**
 * Virtual time: events happen one after the other, each when its instant has come and all that the one before set off
 * has run to its next wait. No clock of the machine is read.
 */
export class Loop {
  nowMs: number;
  /** Pieces of work that wait for Node itself (streams, encoders); time stands still for them. */
  busy = 0;
  /** Things that have happened. */
  events = 0;
  readonly #heap: Event[] = [];
  #order = 0;

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** Has something happen after so many milliseconds; what is returned takes it back. */
  after(ms: number, run: () => void): () => void {
    const event = { atMs: this.nowMs + Math.max(0, ms), order: this.#order++, run, isOff: false };
    push(this.#heap, event);
    return () => {
      event.isOff = true;
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Lets everything happen up to an instant. */
  async runUntil(endMs: number): Promise<void> {
    await this.#settle();
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.atMs > endMs) break;
      pop(this.#heap);
      if (next.isOff) continue;
      this.nowMs = next.atMs;
      this.events += 1;
      if (this.events > MOST_EVENTS) throw new RunawayError();
      next.run();
      await this.#settle();
    }
    this.nowMs = endMs;
  }

  async #settle(): Promise<void> {
    await promisesSettled();
    for (let turns = 0; this.busy > 0; turns += 1) {
      if (turns > LONGEST_WORK_TURNS) throw new Error('Something waits that nothing in the simulation will end');
      await nextTurn();
    }
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || isBefore(above, event)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    const left = heap[child];
    if (left === undefined) break;
    const right = heap[child + 1];
    let smallest = left;
    if (right !== undefined && isBefore(right, left)) {
      smallest = right;
      child += 1;
    }
    if (isBefore(last, smallest)) break;
    heap[at] = smallest;
    at = child;
  }
  heap[at] = last;
}
