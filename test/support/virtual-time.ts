import { setImmediate as settled } from 'node:timers/promises';
import type { Clock } from '../../lambda/ports.ts';

/** Time that passes only while everybody sleeps: what happens in it is the same on every machine. */
export interface VirtualTime extends Clock {
  sleep(ms: number): Promise<void>;
  /** Lets time pass until the work is done. Throws when all of it waits for something that no sleep brings. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** Starts at an instant, in milliseconds. */
export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  const sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const atMs = nowMs + Math.max(0, ms);
      const later = sleepers.findLastIndex((sleeper) => sleeper.atMs <= atMs);
      sleepers.splice(later + 1, 0, { atMs, wake: resolve });
      return promise;
    },
    async during(work) {
      let isDone = false;
      const done = () => {
        isDone = true;
      };
      work.then(done, done);
      await settled();
      while (!isDone) {
        const next = sleepers.shift();
        if (next === undefined) throw new Error('Everybody waits, and nobody sleeps');
        nowMs = next.atMs;
        next.wake();
        await settled();
      }
      return work;
    },
  };
}
