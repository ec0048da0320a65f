import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { localDate } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { endOfDayMs } from './day-bounds.ts';

/** Fires everything due from one day to another, each schedule by the dates of its own zone, and waits until all is done. */
export async function runDays(
  cloud: Pick<LocalCloud, 'runUntil'>,
  days: { readonly from: IsoDate; readonly until: IsoDate },
  zones: readonly string[],
): Promise<void> {
  await cloud.runUntil(endOfDayMs(days.until, zones), ({ scheduledAtMs, schedule }) => {
    // One-time schedules are in UTC; the day they belong to is that of the stage.
    const isDaily = schedule.expression.startsWith('cron(');
    const date = localDate(scheduledAtMs, isDaily ? schedule.timeZone : (zones[0] ?? 'UTC'));
    return date <= days.until && (!isDaily || date >= days.from);
  });
}
