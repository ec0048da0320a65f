import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  daysInMonth,
  epochDay,
  fromEpochDay,
  isIsoDate,
  isStoredDate,
  parsePlainDate,
  toIsoDate,
} from '../../../lambda/domain/calendar/plain-date.ts';
import { anyDate } from './arbitraries.ts';

describe('which texts are dates', () => {
  it.each(['2027-03-14', '2028-02-29', '2000-02-29', '0000-01-01', '9999-12-31'])('%s is a date', (text) => {
    expect(isIsoDate(text)).toBe(true);
    expect(isStoredDate(text)).toBe(true);
  });

  it.each([
    ['29 February of a common year', '2027-02-29'],
    ['29 February 1900, which was no leap year', '1900-02-29'],
    ['31 April', '2027-04-31'],
    ['month 0', '2027-00-10'],
    ['month 13', '2027-13-01'],
    ['day 0', '2027-01-00'],
    ['missing zeros', '2027-3-14'],
    ['slashes', '2027/03/14'],
    ['a time', '2027-03-14T00:00'],
    ['full-width digits', '２０２７-03-14'],
    ['letters', '2027-0a-14'],
    ['the letter O for a zero', '2O27-03-14'],
    ['a space for a zero', '2027- 3-14'],
    ['a sign', '-202-03-14'],
    ['nothing', ''],
  ])('%s is not a date', (_, text) => {
    expect(isIsoDate(text)).toBe(false);
    expect(isStoredDate(text)).toBe(false);
    expect(() => parsePlainDate(text)).toThrow(RangeError);
  });

  it('takes a birthday without its year, 29 February included', () => {
    expect(['--02-29', '--03-14', '--12-31'].every(isStoredDate)).toBe(true);
    expect(['--02-30', '--13-01', '--3-14', '-03-14', '--0314', '--03-14 ', '--'].some(isStoredDate)).toBe(false);
    expect(isIsoDate('--03-14')).toBe(false);
  });

  it('accepts exactly the days that Temporal accepts', () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.nat({ max: 13 }), fc.nat({ max: 32 }));
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const pad = (value: number, length: number) => String(value).padStart(length, '0');
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
        expect(isIsoDate(text)).toBe(isRealInTemporal(year, month, day));
      }),
    );
  });
});

describe('counting days', () => {
  it('agrees with Temporal on every date', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const plain = Temporal.PlainDate.from(date);
        expect(epochDay(date)).toBe(plain.since('1970-01-01').days);
        expect(fromEpochDay(epochDay(date))).toBe(plain.toString());
        expect(dayOfWeek(date)).toBe(plain.dayOfWeek);
        expect(daysInMonth(plain.year, plain.month)).toBe(plain.daysInMonth);
        expect(toIsoDate(parsePlainDate(date))).toBe(date);
      }),
      { numRuns: 1_000 },
    );
  });

  it('goes through every day from 1890 to 2110 without a gap', () => {
    let plain = Temporal.PlainDate.from('1890-01-01');
    for (let day = epochDay('1890-01-01'); plain.year < 2110; day++, plain = plain.add({ days: 1 })) {
      if (fromEpochDay(day) !== plain.toString()) expect.fail(`${fromEpochDay(day)} instead of ${plain}`);
    }
  });

  it('adds days and months as Temporal does, and counts the days back', () => {
    const steps = fc.tuple(anyDate, fc.integer({ min: -3_000, max: 3_000 }));
    fc.assert(
      fc.property(steps, ([date, step]) => {
        fc.pre(date > '0300' && date < '9700');
        const plain = Temporal.PlainDate.from(date);
        expect(addDays(date, step)).toBe(plain.add({ days: step }).toString());
        expect(daysBetween(date, addDays(date, step))).toBe(step);
        expect(addMonths(date, step)).toBe(plain.add({ months: step }).toString());
      }),
    );
  });

  it('ends a month early rather than spill into the next', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2027-03-31', -1)).toBe('2027-02-28');
    expect(addMonths('2027-01-15', -1)).toBe('2026-12-15');
  });

  it('refuses to leave the years 0000 to 9999', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0000-01-01', -1)).toThrow(RangeError);
  });
});

function isRealInTemporal(year: number, month: number, day: number): boolean {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }) !== undefined;
  } catch {
    return false;
  }
}
