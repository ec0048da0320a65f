import { type DateDuration, shiftDate } from '../../lambda/domain/calendar/duration.ts';
import { addDays, type IsoDate, isIsoDate, parsePlainDate } from '../../lambda/domain/calendar/plain-date.ts';

/** `MM-DD` of a date. */
export function monthDayOf(date: IsoDate): string {
  return date.slice('YYYY-'.length);
}

/** A birth date on this `MM-DD` in `year`, or for 29 February in the last leap year until then. */
export function birthDateOn(monthDay: string, year: number): IsoDate {
  const date = `${year}-${monthDay}`;
  return isIsoDate(date) ? date : birthDateOn(monthDay, year - 1);
}

/**
 * The first end date whose reminder, this long before it, is due on `day` or as soon after it as the calendar allows:
 * nothing ends three months after 30 November, since February has no 30th.
 */
export function endDateRemindedFrom(day: IsoDate, before: DateDuration): IsoDate {
  let endDate = shiftDate(day, before, 1);
  while (shiftDate(endDate, before, -1) < day) endDate = addDays(endDate, 1);
  return endDate;
}

/** The dates with the month and day of `day`, so many years before it; years in which there is none are left out. */
export function sameDayYearsBefore(day: IsoDate, years: readonly number[]): readonly IsoDate[] {
  const { year } = parsePlainDate(day);
  return years.map((before) => `${year - before}-${monthDayOf(day)}`).filter(isIsoDate);
}
