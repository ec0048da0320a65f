import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';

/** The instant at which a day begins in the first of the zones that it reaches. */
export function startOfDayMs(date: IsoDate, zones: readonly string[]): number {
  return Math.min(...zones.map((zone) => instantOf(date, '00:00', zone)));
}

/** The last instant of a day in the last of the zones that it leaves. */
export function endOfDayMs(date: IsoDate, zones: readonly string[]): number {
  return Math.max(...zones.map((zone) => instantOf(addDays(date, 1), '00:00', zone))) - 1;
}
