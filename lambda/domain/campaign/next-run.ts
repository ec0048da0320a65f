import { addDays, type IsoDate } from '../calendar/plain-date.ts';
import { instantOf, localDate } from '../calendar/zone.ts';
import type { Campaign } from './campaign.ts';
import { dueCalendarOf } from './due-calendar.ts';
import { isActiveOn } from './is-active-on.ts';
import { wholeListDue } from './whole-list-due.ts';

/** How far ahead a run is looked for: further than the longest gap between two months' days or working days. */
const HORIZON_DAYS = 400;

/**
 * The first day, from the instant `nowMs` on, on which the campaign can mail: for dates kept in records every active day
 * can. Undefined when there is none within a year or so, and for event campaigns.
 */
export function nextRunDay(campaign: Campaign, nowMs: number): IsoDate | undefined {
  const { trigger, at, timeZone, activeFrom } = campaign;
  if (!campaign.enabled || trigger.kind === 'event') return undefined;
  const today = localDate(nowMs, timeZone);
  const soonest = instantOf(today, at, timeZone) > nowMs ? today : addDays(today, 1);
  const last =
    trigger.kind === 'once' && trigger.date > soonest ? addDays(trigger.date, 31) : addDays(soonest, HORIZON_DAYS);
  const first = activeFrom !== undefined && activeFrom > soonest ? activeFrom : soonest;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (!isActiveOn(campaign, day)) continue;
    if (trigger.kind === 'date' || wholeListDue(trigger, day, dueCalendarOf(campaign)) !== undefined) return day;
  }
  return undefined;
}

/** The last day whose run is over, or too near to catch: what a campaign that is switched on now does not mail for. */
export function lastMissedDay({ at, timeZone }: Campaign, nowMs: number): IsoDate {
  const today = localDate(nowMs, timeZone);
  return instantOf(today, at, timeZone) > nowMs ? addDays(today, -1) : today;
}
