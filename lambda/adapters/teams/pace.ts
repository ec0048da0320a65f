import type { Clock } from '../../ports.ts';

/** Waits for one's turn. */
export type Pace = () => Promise<void>;

/** Turns at least `intervalMs` apart, in the order of asking. */
export function createPace(options: {
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}): Pace {
  const { intervalMs, clock, sleep } = options;
  let nextMs = 0;
  return async () => {
    const nowMs = clock.nowMs();
    const turnMs = Math.max(nowMs, nextMs);
    nextMs = turnMs + intervalMs;
    if (turnMs > nowMs) await sleep(turnMs - nowMs);
  };
}
