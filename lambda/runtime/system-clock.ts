import type { Clock } from '../ports.ts';

/** The machine's own time. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Waits in real time. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
