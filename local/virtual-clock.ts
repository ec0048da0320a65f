import { syncBuiltinESMExports } from 'node:module';
import timers, { setImmediate as immediate } from 'node:timers/promises';

/** What tells the time, in milliseconds since the epoch. */
export interface LocalClock {
  nowMs(): number;
}

/** A clock that can be moved forward and otherwise goes on in real time; share `buffer` with worker threads. */
export interface VirtualClock extends LocalClock {
  readonly buffer: SharedArrayBuffer;
  /** Moves to that moment. A moment already past changes nothing and answers false. */
  moveTo(ms: number): boolean;
  /** Stands still, but for moves, until the function that it answers is called. */
  hold(): () => void;
}

/** The machine's own time. */
export const realClock: LocalClock = { nowMs: () => Date.now() };

// The buffer's cells: what to add to the monotonic clock, and where a held clock stands.
const OFFSET = 0;
const HELD = 1;
const NOT_HELD = -1n;

/** Starts a virtual clock at `startMs`. */
export function createVirtualClock(startMs: number): VirtualClock {
  const buffer = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT);
  const cells = new BigInt64Array(buffer);
  Atomics.store(cells, OFFSET, BigInt(Math.trunc(startMs)) - elapsedMs());
  Atomics.store(cells, HELD, NOT_HELD);
  return {
    buffer,
    nowMs: () => virtualNow(buffer),
    moveTo: (ms) => moveCells(cells, ms),
    hold() {
      Atomics.store(cells, HELD, BigInt(virtualNow(buffer)));
      return () => {
        const held = Atomics.exchange(cells, HELD, NOT_HELD);
        if (held !== NOT_HELD) Atomics.store(cells, OFFSET, held - elapsedMs());
      };
    },
  };
}

/** The virtual time kept in a clock's `buffer`, in any thread. */
export function virtualNow(buffer: SharedArrayBuffer): number {
  const cells = new BigInt64Array(buffer);
  const held = Atomics.load(cells, HELD);
  return Number(held === NOT_HELD ? Atomics.load(cells, OFFSET) + elapsedMs() : held);
}

/**
 * Lets `Date.now()`, `new Date()` and `Date()` of this thread tell the virtual time; all else of Date stays as it is.
 * Answers a function that takes it back.
 */
export function patchDate(buffer: SharedArrayBuffer): () => void {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  const PatchedDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [virtualNow(buffer)] : args, newTarget),
    apply: () => new RealDate(virtualNow(buffer)).toString(),
  });
  const install = (date: DateConstructor, now: () => number) => {
    RealDate.now = now;
    globalThis.Date = date;
    // A date's `constructor` would otherwise lead back to the real clock.
    Object.defineProperty(RealDate.prototype, 'constructor', { value: date, writable: true, configurable: true });
  };
  install(PatchedDate, () => virtualNow(buffer));
  return () => install(RealDate, realNow);
}

/**
 * Lets waits by `setTimeout` of node:timers/promises move the clock instead of taking real time: idle time is skipped.
 * Plain timers, such as the SDK's time-outs, stay real.
 */
export function patchSleep(buffer: SharedArrayBuffer): void {
  const moveTo = (ms: number) => moveCells(new BigInt64Array(buffer), ms);
  const sleep = async (ms = 0) => {
    moveTo(virtualNow(buffer) + ms);
    // Others get their turn, as in a real wait.
    await immediate();
  };
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
}

function moveCells(cells: BigInt64Array, ms: number): boolean {
  const cell = Atomics.load(cells, HELD) === NOT_HELD ? OFFSET : HELD;
  const before = Atomics.load(cells, cell);
  const wanted = BigInt(Math.trunc(ms)) - (cell === OFFSET ? elapsedMs() : 0n);
  if (wanted <= before) return false;
  return Atomics.compareExchange(cells, cell, before, wanted) === before || moveCells(cells, ms);
}

// The monotonic clock is one for all threads, and patching Date does not reach it.
function elapsedMs(): bigint {
  return process.hrtime.bigint() / 1_000_000n;
}
