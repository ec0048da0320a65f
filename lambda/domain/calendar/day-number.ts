/** The parts of a calendar date; `month` and `day` count from 1. */
export interface PlainDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_PER_ERA = 146_097;
// 1 March 0000 lies this many days before 1 January 1970.
const EPOCH_SHIFT = 719_468;

/** The number of days in a month of the proleptic Gregorian calendar; `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** True for the years that have a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01 of a date of any year (Howard Hinnant, days_from_civil). */
export function toDayNumber({ year, month, day }: PlainDate): number {
  // Years are counted from March, so that the leap day is the last day of its year.
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

/** The inverse of `toDayNumber` (Howard Hinnant, civil_from_days). */
export function fromDayNumber(dayNumber: number): PlainDate {
  const shifted = dayNumber + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Months since January of year 0: the same for all dates of one month. */
export function toMonthNumber({ year, month }: PlainDate): number {
  return year * 12 + month - 1;
}

/** The inverse of `toMonthNumber`. */
export function fromMonthNumber(monthNumber: number): { readonly year: number; readonly month: number } {
  const year = Math.floor(monthNumber / 12);
  return { year, month: monthNumber - year * 12 + 1 };
}

/** The same day so many months later, or the last day of that month when it has no such day. */
export function plusMonths(date: PlainDate, months: number): PlainDate {
  const { year, month } = fromMonthNumber(toMonthNumber(date) + months);
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) };
}
