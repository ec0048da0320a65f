import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';

/**
 * A minute before a day begins in the first of the zones that it reaches: files are loaded then, so that what is due at
 * midnight is not missed.
 */
export function eveOfDayMs(date: IsoDate, zones: readonly string[]): number {
  return Math.min(...zones.map((zone) => instantOf(date, '00:00', zone))) - 60_000;
}

/** The last instants of a day: in the first of the zones that it leaves, and in the last. */
export function endsOfDayMs(
  date: IsoDate,
  zones: readonly string[],
): { readonly firstMs: number; readonly lastMs: number } {
  const ends = zones.map((zone) => instantOf(addDays(date, 1), '00:00', zone) - 1);
  return { firstMs: Math.min(...ends), lastMs: Math.max(...ends) };
}
