import { dayOfWeek, isStoredDate, parseStoredDate, type StoredDateParts, toIsoDate } from '../calendar/plain-date.ts';
import type { Locale } from '../locale.ts';

// A table instead of a date library: mails need days, months and years, and the Japanese era, nothing of time.
const TOKEN = /'[^']*'|yyyy|yy|y|G|MMMM|MMM|MM|M|dd|d|EEEE|EEE|E/g;
const LANGUAGE: Readonly<Record<Locale, string>> = { ja: 'ja-JP', en: 'en-US' };
const DEFAULT_FORMAT: Readonly<Record<Locale, string>> = { ja: 'yyyy年M月d日', en: 'MMMM d, yyyy' };
const DATE_IN_TEXT = /^\d{4}-\d{2}-\d{2}(?=T|$)|^--\d{2}-\d{2}$/;
// A year with what joins it to the rest: without a year, 2027年3月14日 is 3月14日 and 14 March, 2027 is 14 March.
const YEAR_PART = /,?\s?G?\s?(?:yyyy|yy|y)[年/.-]?/g;
// A leap year, for names of months where the year is unknown.
const ANY_YEAR = 2000;

/**
 * Writes a stored date by a pattern: yyyy yy MMMM MMM MM M dd d EEEE EEE E, G and y for the Japanese era (令和, 9 or 元),
 * text in 'quotes' as it is. What the date does not have (the year of --03-14) is left out. Other text comes back as is.
 */
export function formatDate(value: unknown, pattern: unknown, locale: Locale): string {
  if (value === undefined || value === null) return '';
  const iso = DATE_IN_TEXT.exec(String(value))?.[0];
  if (iso === undefined || !isStoredDate(iso)) return String(value);
  const date = parseStoredDate(iso);
  const wanted = typeof pattern === 'string' ? pattern : DEFAULT_FORMAT[locale];
  const format = date.year === undefined ? wanted.replace(YEAR_PART, '') : wanted;
  return format.replace(TOKEN, (token) => (token.startsWith("'") ? token.slice(1, -1) : part(date, token, locale)));
}

/** The letters of a pattern that no token uses, such as YYYY; empty when the pattern is sound. */
export function unknownDateTokens(pattern: string): readonly string[] {
  return pattern.replace(TOKEN, ' ').match(/[A-Za-z]+/g) ?? [];
}

function part(date: StoredDateParts, token: string, locale: Locale): string {
  const { year, month, day } = date;
  switch (token) {
    case 'yyyy':
      return year === undefined ? '' : String(year).padStart(4, '0');
    case 'yy':
      return year === undefined ? '' : String(year % 100).padStart(2, '0');
    case 'MM':
      return String(month).padStart(2, '0');
    case 'M':
      return String(month);
    case 'dd':
      return String(day).padStart(2, '0');
    case 'd':
      return String(day);
    case 'MMMM':
    case 'MMM':
      return intlPart({ ...date, year: ANY_YEAR }, 'month', { month: token === 'MMMM' ? 'long' : 'short' }, locale);
    case 'G':
    case 'y':
      return year === undefined ? '' : eraPart({ year, month, day }, token === 'G' ? 'era' : 'year');
    default:
      return year === undefined ? '' : weekday({ year, month, day }, token === 'EEEE' ? 'long' : 'short', locale);
  }
}

function eraPart(date: StoredDateParts, type: 'era' | 'year'): string {
  return intlPart(date, type, { era: 'long', year: 'numeric' }, 'ja', '-u-ca-japanese');
}

function weekday(date: { year: number; month: number; day: number }, style: 'long' | 'short', locale: Locale): string {
  // 5 January 1970 was a Monday.
  const monday = { year: 1970, month: 1, day: 4 + dayOfWeek(toIsoDate(date)) };
  return intlPart(monday, 'weekday', { weekday: style }, locale);
}

function intlPart(
  { year, month, day }: StoredDateParts,
  type: Intl.DateTimeFormatPartTypes,
  options: Intl.DateTimeFormatOptions,
  locale: Locale,
  extension = '',
): string {
  const instant = new Date(0);
  instant.setUTCFullYear(year ?? ANY_YEAR, month - 1, day);
  const format = new Intl.DateTimeFormat(`${LANGUAGE[locale]}${extension}`, { ...options, timeZone: 'UTC' });
  const value = format.formatToParts(instant).find((found) => found.type === type)?.value ?? '';
  // Japanese month names come apart into a number and 月.
  return type === 'month' && locale === 'ja' ? `${month}月` : value;
}
