import { epochDay, fromEpochDay } from '../../calendar/plain-date.ts';

const DAY_SECONDS = 86_400;
const LAST_SERIAL = 2_958_465;
/** Day 0 of the 1904 system is day 1462 of the 1900 system. */
const DAYS_FROM_1900_TO_1904 = 1462;
/** The 29 February 1900 that Excel counts and that never was. */
const FALSE_LEAP_DAY = 60;

/**
 * A serial number as ISO text, without any zone: a date, with its time behind it when `withTime`. Undefined when Excel
 * has no date for it. Serial 0 of the 1900 system, an empty date in many programs, is their 1899-12-30.
 */
export function excelDate(serial: number, is1904: boolean, withTime: boolean): string | undefined {
  // Excel reckons with 15 digits: 44196.99999999999 is 44197.
  const exact = Number(serial.toPrecision(15));
  const seconds = withTime ? Math.round((exact - Math.floor(exact)) * DAY_SECONDS) : 0;
  const day = Math.floor(exact) + (is1904 ? DAYS_FROM_1900_TO_1904 : 0) + Math.floor(seconds / DAY_SECONDS);
  if (exact < 0 || day > LAST_SERIAL) return undefined;
  const date = dateOf(day);
  return seconds % DAY_SECONDS === 0 ? date : `${date} ${clock(seconds)}`;
}

/** A part of a day as `09:30`, or with seconds when it has any; hours go beyond 24. Undefined when negative. */
export function excelTime(days: number): string | undefined {
  return days < 0 ? undefined : clock(Math.round(days * DAY_SECONDS));
}

function dateOf(day: number): string {
  if (day === FALSE_LEAP_DAY) return '1900-02-29';
  return fromEpochDay(epochDay(day > 0 && day < FALSE_LEAP_DAY ? '1899-12-31' : '1899-12-30') + day);
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (seconds % 60 === 0 ? parts.slice(0, 2) : parts).map((part) => String(part).padStart(2, '0')).join(':');
}
