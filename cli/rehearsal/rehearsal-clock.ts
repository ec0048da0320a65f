import type { Clock } from '../../lambda/ports.ts';

/** A clock that stands still until it is moved. */
export interface RehearsalClock extends Clock {
  moveTo(ms: number): void;
}

export function createRehearsalClock(startMs: number): RehearsalClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    moveTo(ms) {
      nowMs = ms;
    },
  };
}
