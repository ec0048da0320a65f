import type { IsoDate } from '../calendar/plain-date.ts';
import type { Locale } from '../locale.ts';

const longestText = 120;
// The bidirectional overrides could show one name, or address, for another.
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Somebody's words as a card may show them: on one line, cut to a length, no Markdown and no HTML taking effect. */
export function plainText(text: string, maxLength: number = longestText): string {
  const line = text.toWellFormed().replace(unprintable, ' ').trim();
  // Teams reads `<…>` as HTML even where Markdown is escaped, and drops it.
  const shown = clip(line, maxLength).replaceAll('<', '＜').replaceAll('>', '＞');
  return shown.replace(/[\\`*_[\]~]/g, '\\$&').replace(/^([-+]|\d+\.)(?=\s)/, '\\$1');
}

/** Somebody's words in quotation marks; in Japanese in the double ones, where the words have such marks of their own. */
export function quotedText(text: string, locale: Locale, maxLength: number = longestText): string {
  const words = plainText(text, maxLength);
  if (locale !== 'ja') return `“${words}”`;
  return /[「」]/.test(words) ? `『${words}』` : `「${words}」`;
}

/** A Markdown link, or just the text when the URL is none that a card should open. */
export function linkedText(text: string, url: string): string {
  const href = safeUrl(url);
  return href === undefined ? plainText(text) : `[${plainText(text)}](${href})`;
}

/** An http(s) URL that can stand in a Markdown link; undefined for anything else. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url.trim());
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.href.length > 1000) return undefined;
  // https://crm.example.jp@elsewhere.example leads elsewhere.
  if (parsed.username !== '' || parsed.password !== '') return undefined;
  return parsed.href.replace(
    /[()<>\\[\]*_~`]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A date as people of the locale write it, with the day of the week: 2027年3月14日(日), Sun, Mar 14, 2027. */
export function dayText(date: IsoDate, locale: Locale): string {
  const options = {
    year: 'numeric',
    month: locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  } as const;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** A day of these weeks, without its year: 3月14日(日), Sun, Mar 14. */
export function nearDayText(date: IsoDate, locale: Locale): string {
  const options = { month: locale === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' } as const;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** Text with a count behind it, in the locale's brackets. */
export function withCount(text: string, count: number, locale: Locale): string {
  return locale === 'ja' ? `${text}（${countText(count, locale)}）` : `${text} (${countText(count, locale)})`;
}

/** A count in the locale: 3件, 1,200. */
export function countText(count: number, locale: Locale): string {
  const digits = new Intl.NumberFormat(locale).format(count);
  return locale === 'ja' ? `${digits}件` : digits;
}

function clip(text: string, maxLength: number): string {
  const characters = [...text];
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join('')}…`;
}
