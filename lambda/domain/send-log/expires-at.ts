import { epochDay, type IsoDate } from '../calendar/plain-date.ts';

const SECONDS_PER_DAY = 86_400;
const MS_PER_DAY = 86_400_000;

/** Until when rows are kept: `nowMs` is the present instant. */
export interface Retention {
  readonly nowMs: number;
  readonly retentionDays: number;
}

/**
 * When a row may be forgotten, in seconds since 1970: so many days after it was due, or was written if that is later, so
 * that a row for a day long past is not forgotten at once.
 */
export function expiresAt(dueOn: IsoDate, { nowMs, retentionDays }: Retention): number {
  return (Math.max(epochDay(dueOn), Math.floor(nowMs / MS_PER_DAY)) + retentionDays) * SECONDS_PER_DAY;
}
