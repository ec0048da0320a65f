import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';

/**
 * A minute before a day begins in the first of the zones that it reaches: files are loaded then, so that what is due at
 * midnight is not missed.
 */
export function eveOfDayMs(date: IsoDate, zones: readonly string[]): number {
  return Math.min(...zones.map((zone) => instantOf(date, '00:00', zone))) - 60_000;
}

/** The last instant of a day in the last of the zones that it leaves. */
export function endOfDayMs(date: IsoDate, zones: readonly string[]): number {
  return Math.max(...zones.map((zone) => instantOf(addDays(date, 1), '00:00', zone))) - 1;
}
