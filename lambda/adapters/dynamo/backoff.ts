import { sleep } from '../../runtime/system-clock.ts';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 3_000;

/** Waits before try number `attempt` (from 1): a random part of a span that doubles each time, up to three seconds. */
export function pauseBefore(attempt: number): Promise<void> {
  const spanMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  return sleep(Math.random() * spanMs);
}
