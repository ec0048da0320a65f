import { Temporal } from 'temporal-polyfill/implementation';
import type { IsoDate } from './plain-date.ts';

interface LocalDateTime {
  readonly date: IsoDate;
  readonly time: string;
}

// Abbreviations and bare offsets are left out: Intl knows 'JST' and '+09:00', EventBridge Scheduler does not.
const ZONE_NAME = /^(?:UTC|[A-Z][A-Za-z_]*(?:\/[A-Z][A-Za-z0-9_+-]*)+)$/;

// Making a formatter costs about a hundred times what using it does.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** True for 'UTC' and for IANA names written as the tz database writes them: 'Asia/Tokyo', not 'JST' or 'asia/tokyo'. */
export function isTimeZone(text: string): boolean {
  if (!ZONE_NAME.test(text)) return false;
  try {
    const resolved = formatterOf(text).resolvedOptions().timeZone;
    // An alias may resolve to another name; the same name in other capitals is a misspelling.
    return resolved === text || resolved.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}

/** The calendar date in a zone at an instant (ms since 1970 UTC). Throws RangeError for an unknown zone. */
export function localDate(epochMs: number, zone: string): IsoDate {
  return localDateTime(epochMs, zone).date;
}

/** The wall clock, 'HH:MM' of 24 hours, in a zone at an instant (ms since 1970 UTC). Throws RangeError for an unknown zone. */
export function localTime(epochMs: number, zone: string): string {
  return localDateTime(epochMs, zone).time;
}

/**
 * The instant (ms since 1970 UTC) at which a zone's wall clock shows a date and 'HH:MM'. A time that summer time skips
 * moves forward by what is skipped; a time that comes twice is the earlier. Throws RangeError for anything unreal.
 */
export function instantOf(date: IsoDate, time: string, zone: string): number {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function localDateTime(epochMs: number, zone: string): LocalDateTime {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, value]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${read('year').padStart(4, '0')}-${read('month')}-${read('day')}`,
    time: `${read('hour')}:${read('minute')}`,
  };
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(zone, formatter);
  return formatter;
}
