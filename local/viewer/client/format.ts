import type { Locale } from '../../../lambda/domain/locale.ts';

const tags: Readonly<Record<Locale, string>> = { ja: 'ja-JP', en: 'en-GB' };

/** '3月14日(日)' of an ISO date; with the year when `year` is set. */
export function dayWords(date: string, locale: Locale, year = false): string {
  const options: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(tags[locale], year ? { ...options, year: 'numeric' } : options).format(
    Date.parse(`${date}T00:00:00Z`),
  );
}

/** '09:00' in a zone. */
export function timeWords(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(ms);
}

/** '2027-03-14' in a zone. */
export function isoDay(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(ms);
}

/** '3/14 09:00' in a zone. */
export function shortMoment(ms: number, timeZone: string, locale: Locale): string {
  const day = new Intl.DateTimeFormat(tags[locale], {
    month: locale === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    timeZone,
  }).format(ms);
  return `${day} ${timeWords(ms, timeZone)}`;
}
