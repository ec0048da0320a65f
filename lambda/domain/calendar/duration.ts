import { fromDayNumber, type PlainDate, plusMonths, toDayNumber } from './day-number.ts';
import { type IsoDate, parsePlainDate, toIsoDate } from './plain-date.ts';

/** An ISO 8601 duration in calendar units; no part is negative. */
export interface DateDuration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
}

/** How long after an event a mail is due: so many calendar days, or exactly so many milliseconds. */
export type Delay =
  | { readonly kind: 'days'; readonly duration: DateDuration }
  | { readonly kind: 'time'; readonly ms: number };

// Five digits are 273 years of days: more is a typing mistake, and the arithmetic stays exact.
const DATE_DURATION = /^P(?=\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?$/;
const TIME_DURATION = /^PT(?=\d)(?:(\d{1,5})H)?(?:(\d{1,5})M)?$/;
const MINUTE_MS = 60_000;

/** Reads 'P3M', 'P1W', 'P1M2D', 'P0D'; undefined for a time part, a sign, a fraction or anything else. */
export function parseDateDuration(iso: string): DateDuration | undefined {
  const match = DATE_DURATION.exec(iso);
  if (match === null) return undefined;
  const [, years, months, weeks, days] = match;
  return { years: Number(years ?? 0), months: Number(months ?? 0), weeks: Number(weeks ?? 0), days: Number(days ?? 0) };
}

/** Reads 'P1D' as calendar days, 'PT2H', 'PT30M', 'PT1H30M' as exact time; undefined for a mixture or anything else. */
export function parseDelay(iso: string): Delay | undefined {
  const duration = parseDateDuration(iso);
  if (duration !== undefined) return { kind: 'days', duration };
  const match = TIME_DURATION.exec(iso);
  if (match === null) return undefined;
  const [, hours, minutes] = match;
  return { kind: 'time', ms: (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS };
}

/**
 * The date a duration after (`1`) or before (`-1`) another: years and months in one step, clamped to the month's end,
 * then weeks and days. Always computed from the original date. Throws RangeError outside the years 0000 to 9999.
 */
export function shiftDate(date: IsoDate, duration: DateDuration, sign: 1 | -1): IsoDate {
  return toIsoDate(fromDayNumber(shiftedDayNumber(parsePlainDate(date), duration, sign)));
}

/** `shiftDate` in numbers (days since 1970-01-01), for a date of any year; `0` leaves the date alone. */
export function shiftedDayNumber(date: PlainDate, duration: DateDuration, sign: 1 | 0 | -1): number {
  return toDayNumber(plusMonths(date, sign * monthsOf(duration))) + sign * daysOf(duration);
}

/** Years and months of a duration, in months. */
export function monthsOf({ years, months }: DateDuration): number {
  return years * 12 + months;
}

/** Weeks and days of a duration, in days. */
export function daysOf({ weeks, days }: DateDuration): number {
  return weeks * 7 + days;
}

/**
 * A duration as people say it: 3ヶ月, 1年6ヶ月, 1ヶ月と10日; '3 months', '1 year 6 months'. Empty for the empty text
 * (a mail on the day itself). Throws RangeError for text that is not a calendar duration.
 */
export function durationWords(duration: string | DateDuration, locale: 'ja' | 'en'): string {
  if (duration === '') return '';
  const parsed = typeof duration === 'string' ? parseDateDuration(duration) : duration;
  if (parsed === undefined) throw new RangeError('Not a calendar duration such as P3M');
  return locale === 'ja' ? japaneseWords(parsed) : englishWords(parsed);
}

function japaneseWords({ years, months, weeks, days }: DateDuration): string {
  // 1年6ヶ月 is one word in Japanese, 1ヶ月10日 would be read as a date.
  const words = [inUnit(years, '年') + inUnit(months, 'ヶ月'), inUnit(weeks, '週間'), inUnit(days, '日')];
  return words.filter((word) => word !== '').join('と') || '0日';
}

function englishWords({ years, months, weeks, days }: DateDuration): string {
  const words = [inUnit(years, ' year'), inUnit(months, ' month'), inUnit(weeks, ' week'), inUnit(days, ' day')];
  const spoken = words.filter((word) => word !== '').map((word) => (word.startsWith('1 ') ? word : `${word}s`));
  return spoken.join(' ') || '0 days';
}

function inUnit(amount: number, unit: string): string {
  return amount === 0 ? '' : `${amount}${unit}`;
}
