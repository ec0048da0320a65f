import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports.ts';

/** The machine's own time. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Lets time pass. Whatever waits on purpose waits here: the local cloud moves its clock instead. */
export function sleep(ms: number): Promise<void> {
  return wait(ms);
}
