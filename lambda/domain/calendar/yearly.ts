import { isLeapYear, type PlainDate } from './day-number.ts';
import {
  type IsoDate,
  isYear,
  parseStoredDate,
  type StoredDate,
  type StoredDateParts,
  toIsoDate,
} from './plain-date.ts';

/** Where 29 February falls in a common year. 'feb28' follows 民法143条2項: no such day, then the month's last. */
export type LeapDayPolicy = 'feb28' | 'mar1' | 'skip';

/** The date on which a stored date returns in `year`, or undefined when that year has none. */
export function yearlyOccurrence(stored: StoredDate, year: number, leapDay: LeapDayPolicy): IsoDate | undefined {
  const occurrence = occurrenceIn(year, parseStoredDate(stored), leapDay);
  return occurrence === undefined ? undefined : toIsoDate(occurrence);
}

/** `yearlyOccurrence` on the parts of dates. */
export function occurrenceIn(year: number, stored: StoredDateParts, leapDay: LeapDayPolicy): PlainDate | undefined {
  if (!isYear(year)) return undefined;
  const { month, day } = stored;
  if (month !== 2 || day !== 29 || isLeapYear(year)) return { year, month, day };
  if (leapDay === 'skip') return undefined;
  return leapDay === 'feb28' ? { year, month: 2, day: 28 } : { year, month: 3, day: 1 };
}

/** The year of a stored date; undefined for '--MM-DD'. */
export function yearOf(stored: StoredDate): number | undefined {
  return parseStoredDate(stored).year;
}
