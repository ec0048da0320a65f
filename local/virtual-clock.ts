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
}

/** The machine's own time. */
export const realClock: LocalClock = { nowMs: () => Date.now() };

/** Starts a virtual clock at `startMs`. */
export function createVirtualClock(startMs: number): VirtualClock {
  const buffer = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const offset = new BigInt64Array(buffer);
  Atomics.store(offset, 0, BigInt(Math.trunc(startMs)) - elapsedMs());
  return {
    buffer,
    nowMs: () => virtualNow(buffer),
    moveTo: (ms) => moveOffset(offset, ms),
  };
}

/** The virtual time kept in a clock's `buffer`, in any thread. */
export function virtualNow(buffer: SharedArrayBuffer): number {
  return Number(Atomics.load(new BigInt64Array(buffer), 0) + elapsedMs());
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
  const moveTo = (ms: number) => moveOffset(new BigInt64Array(buffer), ms);
  const sleep = async (ms = 0) => {
    moveTo(virtualNow(buffer) + ms);
    // Others get their turn, as in a real wait.
    await immediate();
  };
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
}

function moveOffset(offset: BigInt64Array, ms: number): boolean {
  const before = Atomics.load(offset, 0);
  const wanted = BigInt(Math.trunc(ms)) - elapsedMs();
  if (wanted <= before) return false;
  return Atomics.compareExchange(offset, 0, before, wanted) === before || moveOffset(offset, ms);
}

// The monotonic clock is one for all threads, and patching Date does not reach it.
function elapsedMs(): bigint {
  return process.hrtime.bigint() / 1_000_000n;
}
