import { epochDay, fromEpochDay, isIsoDate, isStoredDate, type StoredDate } from '../calendar/plain-date.ts';
import { localDate } from '../calendar/zone.ts';

interface Era {
  readonly names: readonly string[];
  /** The era's first day, Gregorian. Its year is 元年. */
  readonly start: string;
}

const ERAS: readonly Era[] = [
  { names: ['令和', '令', 'r'], start: '2019-05-01' },
  { names: ['平成', '平', 'h'], start: '1989-01-08' },
  { names: ['昭和', '昭', 's'], start: '1926-12-25' },
  { names: ['大正', '大', 't'], start: '1912-07-30' },
  { names: ['明治', '明', 'm'], start: '1868-01-25' },
];

const WEEKDAY = '(?:\\s?(?:\\([月火水木金土日](?:曜日?)?\\)|[月火水木金土日]曜日))?';
const YEAR_FIRST = new RegExp(
  `^(\\d{4})(?:-(\\d{1,2})-(\\d{1,2})|/(\\d{1,2})/(\\d{1,2})|\\.(\\d{1,2})\\.(\\d{1,2})|年\\s?(\\d{1,2})月\\s?(\\d{1,2})日)${WEEKDAY}$`,
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const ERA_DATE = new RegExp(
  `^(令和?|平成?|昭和?|大正?|明治?|[rhstm])\\s?(元|\\d{1,3})(?:年\\s?(\\d{1,2})月\\s?(\\d{1,2})日|[./-](\\d{1,2})[./-](\\d{1,2}))${WEEKDAY}$`,
);
const NO_YEAR = /^(?:--(\d{1,2})-?(\d{1,2})|(\d{1,2})月\s?(\d{1,2})日)$/;
const SERIAL = /^(\d{1,7})(?:\.\d+)?$/;
const DATE_TIME =
  /^([^t\s]{8,12})(?:t|\s+)(?:午[前後]\s?)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(?:[ap]m|(z)|([+-])(\d{2}):?(\d{2})?)?$/;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
// Excel counts a 29 February 1900 that never was, so that serials before and after it have different origins.
const SERIAL_OF_FALSE_LEAP_DAY = 60;
const LAST_SERIAL = 2_958_465;

/**
 * The date that a cell's text means, undefined when it means none: ISO, slashes, 年月日, Japanese eras, `--MM-DD`,
 * Excel serials, date-times. A date-time with Z or an offset gives the date in `timeZone`. Days must exist.
 */
export function readDateText(text: string, timeZone: string): StoredDate | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  return readYearFirst(plain) ?? readEra(plain) ?? readNoYear(plain) ?? readSerial(plain) ?? readTime(plain, timeZone);
}

function readYearFirst(text: string): StoredDate | undefined {
  const match = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).filter((part) => part !== undefined);
  return existing(`${year}-${twoDigits(month)}-${twoDigits(day)}`);
}

function readEra(text: string): StoredDate | undefined {
  const match = ERA_DATE.exec(text);
  if (match === null) return undefined;
  const [name = '', count, month, day] = match.slice(1).filter((part) => part !== undefined);
  const era = ERAS.find(({ names }) => names.includes(name));
  const yearOfEra = count === '元' ? 1 : Number(count);
  if (era === undefined || yearOfEra < 1) return undefined;
  const year = Number(era.start.slice(0, 4)) + yearOfEra - 1;
  const date = existing(`${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`);
  // Later than the era's end is read all the same: contracts signed in 平成28年 do end in 平成33年.
  return date !== undefined && date >= era.start ? date : undefined;
}

function readNoYear(text: string): StoredDate | undefined {
  const match = NO_YEAR.exec(text);
  if (match === null) return undefined;
  const [month, day] = match.slice(1).filter((part) => part !== undefined);
  const date = `--${twoDigits(month)}-${twoDigits(day)}`;
  return isStoredDate(date) ? date : undefined;
}

function readSerial(text: string): StoredDate | undefined {
  const serial = Number(SERIAL.exec(text)?.[1] ?? 0);
  // 1900 to 2100 are a year typed alone, not days of 1905: better an error than a wrong date.
  if ((serial >= 1900 && serial <= 2100) || serial === SERIAL_OF_FALSE_LEAP_DAY) return undefined;
  if (serial < 1 || serial > LAST_SERIAL) return undefined;
  return fromEpochDay(epochDay(serial < SERIAL_OF_FALSE_LEAP_DAY ? '1899-12-31' : '1899-12-30') + serial);
}

function readTime(text: string, timeZone: string): StoredDate | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, dateText = '', hour, minute, second, utc, sign, offsetHour, offsetMinute] = match;
  const date = readYearFirst(dateText);
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  if (utc === undefined && sign === undefined) return date;
  const [offsetHours, offsetMinutes] = [Number(offsetHour ?? 0), Number(offsetMinute ?? 0)];
  if (offsetHours > 18 || offsetMinutes > 59) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return existing(localDate(epochDay(date) * DAY_MS + minutes * MINUTE_MS, timeZone));
}

/** Excel shows an empty cell that a formula fetched as 1900/1/0, its day 0. */
function existing(date: string): string | undefined {
  if (date === '1900-01-00') return '1899-12-30';
  return isIsoDate(date) ? date : undefined;
}

function twoDigits(number: string | undefined): string {
  return (number ?? '').padStart(2, '0');
}
