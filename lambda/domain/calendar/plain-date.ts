import { daysInMonth, fromDayNumber, type PlainDate, plusMonths, toDayNumber } from './day-number.ts';

export { daysInMonth, type PlainDate } from './day-number.ts';

/** A calendar date without time or zone: 'YYYY-MM-DD', years 0000 to 9999. */
export type IsoDate = string;
/** A date as a record holds it: an `IsoDate`, or '--MM-DD' where the year is unknown. */
export type StoredDate = string;

/** A stored date taken apart; `year` is undefined for '--MM-DD'. */
export interface StoredDateParts {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
}

const MIN_YEAR = 0;
export const MAX_YEAR = 9999;

const DASH = 45;
const LEAP_YEAR = 2000;

/** True for 'YYYY-MM-DD' that exists in the calendar: '2027-02-29' does not. */
export function isIsoDate(text: string): boolean {
  return readIsoDate(text) !== undefined;
}

/** True for an `IsoDate` or a '--MM-DD' that exists in some year: '--02-29' does, '--02-30' does not. */
export function isStoredDate(text: string): boolean {
  return readStoredDate(text) !== undefined;
}

/** The parts of an ISO date. Throws RangeError when it is not a real date. */
export function parsePlainDate(iso: IsoDate): PlainDate {
  const date = readIsoDate(iso);
  if (date === undefined) throw new RangeError('Not a calendar date (YYYY-MM-DD)');
  return date;
}

/** The parts of a stored date, with or without a year. Throws RangeError when it is not a real date. */
export function parseStoredDate(stored: StoredDate): StoredDateParts {
  const date = readStoredDate(stored);
  if (date === undefined) throw new RangeError('Not a calendar date (YYYY-MM-DD or --MM-DD)');
  return date;
}

/** 'YYYY-MM-DD' for a date of the years 0000 to 9999; throws RangeError for other years. */
export function toIsoDate({ year, month, day }: PlainDate): IsoDate {
  if (!isYear(year)) throw new RangeError(`Year out of range: ${year}`);
  return `${String(year).padStart(4, '0')}-${toMonthDay(month, day)}`;
}

/** 'MM-DD', the form in which the index keeps a date. */
export function toMonthDay(month: number, day: number): string {
  return `${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** True for a year that an `IsoDate` can have. */
export function isYear(year: number): boolean {
  return year >= MIN_YEAR && year <= MAX_YEAR;
}

/** Days since 1970-01-01 (negative before it). Throws RangeError when `iso` is not a real date. */
export function epochDay(iso: IsoDate): number {
  return toDayNumber(parsePlainDate(iso));
}

/** The date so many days after 1970-01-01. Throws RangeError outside the years 0000 to 9999. */
export function fromEpochDay(dayNumber: number): IsoDate {
  return toIsoDate(fromDayNumber(dayNumber));
}

/** The date `days` later (earlier when negative). Throws RangeError outside the years 0000 to 9999. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return fromEpochDay(epochDay(date) + days);
}

/** Days from one date to another, negative when `to` comes first. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return epochDay(to) - epochDay(from);
}

/** The same day `months` later (earlier when negative), or the last day of that month when it has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  return toIsoDate(plusMonths(parsePlainDate(date), months));
}

/** 1 = Monday to 7 = Sunday, as ISO 8601 counts them. */
export function dayOfWeek(date: IsoDate): number {
  const fromMonday = (epochDay(date) + 3) % 7;
  return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1;
}

function readIsoDate(text: string): PlainDate | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  return isYear(year) && isDayOfMonth(year, month, day) ? { year, month, day } : undefined;
}

function readStoredDate(text: string): StoredDateParts | undefined {
  if (text.charCodeAt(0) !== DASH) return readIsoDate(text);
  if (text.length !== 7 || text.charCodeAt(1) !== DASH || text.charCodeAt(4) !== DASH) return undefined;
  const month = readDigits(text, 2, 4);
  const day = readDigits(text, 5, 7);
  return isDayOfMonth(LEAP_YEAR, month, day) ? { year: undefined, month, day } : undefined;
}

/** False for NaN, which is what `readDigits` gives for anything that is not a number. */
function isDayOfMonth(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function readDigits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
