import type { SendRow } from './send-row.ts';
import type { SendState } from './send-state.ts';

const endedWithoutMail: readonly SendState[] = ['skipped', 'stopped', 'expired', 'cancelled'];

/**
 * True when a fresh decision may replace what the log says: no mail left, and the occurrence has come due again on a
 * later day (its date moved, or it stays due for a while). Saying the same thing again is no news.
 */
export function mayPlanAgain(existing: SendRow, fresh: SendRow): boolean {
  const isNews = existing.state !== fresh.state || existing.reason !== fresh.reason;
  return isNews && existing.dueOn < fresh.dueOn && endedWithoutMail.includes(existing.state);
}
