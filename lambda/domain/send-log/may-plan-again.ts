import type { SendRow } from './send-row.ts';

/**
 * True when a fresh decision may replace what the log says: no mail left, and the occurrence has come due again on a
 * later day (its date moved, or it stays due for a while). Saying the same thing again is no news, and what a person or
 * time has ended stays ended unless the date itself is another. Who stopped one mail meant it, on whatever day it comes.
 */
export function mayPlanAgain(existing: SendRow, fresh: SendRow): boolean {
  const isNews = existing.state !== fresh.state || existing.reason !== fresh.reason;
  if (!isNews) return false;
  switch (existing.state) {
    case 'skipped':
      // The list that told it may come without that column next time: what an earlier system sent stays sent.
      if (existing.reason === 'already-sent') return false;
      return existing.dueOn < fresh.dueOn || (mayEndToday(existing) && existing.dueOn === fresh.dueOn);
    case 'stopped':
      return existing.reason !== 'stopped-by-person' && existing.dueOn < fresh.dueOn;
    case 'cancelled':
      // Who dropped a mail meant that one: the same date never brings it back.
      if (existing.reason === 'dropped-by-person') return existing.date !== fresh.date;
      // A date also moves to an earlier day, and a run may stop between ending the old day's row and renewing it.
      return existing.reason === 'date-changed' ? existing.dueOn !== fresh.dueOn : existing.dueOn < fresh.dueOn;
    case 'awaiting-approval':
      // Asked the working day before; on the day itself nobody need be asked any more, or nothing may leave.
      return existing.dueOn === fresh.dueOn && (fresh.state === 'planned' || fresh.state === 'stopped');
    case 'expired':
      return existing.dueOn < fresh.dueOn && existing.date !== fresh.date;
    default:
      return false;
  }
}

/** One way to a customer may be refused and the next one, met on the same day, not; a date may be accepted on its day. */
function mayEndToday({ reason }: SendRow): boolean {
  return reason === 'where-false' || reason.startsWith('suspect-date:');
}
