import { parseStoredDate, type StoredDate } from '../calendar/plain-date.ts';
import type { Locale } from '../locale.ts';

/** A date without its year, as people of the locale write it: 3月14日, March 14. Throws RangeError when it is none. */
export function monthDayText(date: StoredDate, locale: Locale): string {
  const { month, day } = parseStoredDate(date);
  // A leap year, in which every day exists.
  const inLeapYear = new Date(Date.UTC(2000, month - 1, day));
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(inLeapYear);
}
