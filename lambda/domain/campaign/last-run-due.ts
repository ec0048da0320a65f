import { addDays, type IsoDate } from '../calendar/plain-date.ts';
import { instantOf, localDate, localTime } from '../calendar/zone.ts';
import type { Campaign } from './campaign.ts';
import { isActiveOn } from './is-active-on.ts';

/** A run that a campaign's daily schedule should have started by now. */
export interface DueRun {
  readonly date: IsoDate;
  /** The schedule's instant, in ms since 1970 UTC. */
  readonly dueMs: number;
  /** Its local time does not exist on that day (summer time begins): EventBridge Scheduler leaves it out. */
  readonly isSkipped: boolean;
}

/** A run of the day before is made up for in the first hours of a day; later, the day's own run takes its mails along. */
const MADE_UP_OVERNIGHT_MS = 6 * 3_600_000;

/**
 * The campaign's last run before `nowMs`, if it was enabled before that: today's, or, where today's is yet to come, that
 * of last night. Undefined for campaigns that are off, not active on that day, or started by events.
 */
export function lastRunDue(campaign: Campaign, enabledAtMs: number, nowMs: number): DueRun | undefined {
  const { trigger, at, timeZone, enabled } = campaign;
  if (!enabled || trigger.kind === 'event') return undefined;
  const today = localDate(nowMs, timeZone);
  for (const date of [today, addDays(today, -1)]) {
    const dueMs = instantOf(date, at, timeZone);
    if (dueMs > nowMs || !isActiveOn(campaign, date)) continue;
    const isInTime = date === today || nowMs - dueMs <= MADE_UP_OVERNIGHT_MS;
    if (!isInTime || enabledAtMs >= dueMs) return undefined;
    return { date, dueMs, isSkipped: localTime(dueMs, timeZone) !== at };
  }
  return undefined;
}
