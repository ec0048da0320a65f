import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, it } from 'vitest';
import {
  type DateDuration,
  durationWords,
  parseDateDuration,
  parseDelay,
  shiftDate,
} from '../../../lambda/domain/calendar/duration.ts';
import { duration, isoOf, nearDate } from './arbitraries.ts';
import { shiftedByTemporal } from './temporal-oracle.ts';

const none: DateDuration = { years: 0, months: 0, weeks: 0, days: 0 };

describe('reading durations', () => {
  it.each([
    ['P3M', { ...none, months: 3 }],
    ['P1W', { ...none, weeks: 1 }],
    ['P10D', { ...none, days: 10 }],
    ['P1Y', { ...none, years: 1 }],
    ['P1M2D', { ...none, months: 1, days: 2 }],
    ['P1Y2M3W4D', { years: 1, months: 2, weeks: 3, days: 4 }],
    ['P0D', none],
  ])('reads %s', (iso, expected) => {
    expect(parseDateDuration(iso)).toEqual(expected);
  });

  it.each(['', 'P', '3M', 'P3', 'P-3M', '-P3M', '+P3M', 'P1.5M', 'PT2H', 'P1DT2H', 'P2D1M', 'p3m', 'P3M ', 'P123456D'])(
    'does not take "%s" for a number of calendar days',
    (iso) => {
      expect(parseDateDuration(iso)).toBeUndefined();
    },
  );

  it('reads what Temporal reads', () => {
    fc.assert(
      fc.property(duration, (parts) => {
        const { years, months, weeks, days } = Temporal.Duration.from(isoOf(parts));
        expect(parseDateDuration(isoOf(parts))).toEqual({ years, months, weeks, days });
      }),
    );
  });

  it('reads the delay after an event in days or in exact time, never both', () => {
    expect(parseDelay('P1D')).toEqual({ kind: 'days', duration: { ...none, days: 1 } });
    expect(parseDelay('PT2H')).toEqual({ kind: 'time', ms: 7_200_000 });
    expect(parseDelay('PT30M')).toEqual({ kind: 'time', ms: 1_800_000 });
    expect(parseDelay('PT1H30M')).toEqual({ kind: 'time', ms: 5_400_000 });
    expect(['P1DT2H', 'PT', 'P', 'PT-2H', 'PT2', '2H'].map(parseDelay)).toEqual(Array(6).fill(undefined));
  });
});

describe('shifting dates', () => {
  const shift = (date: string, iso: string, sign: 1 | -1) => shiftDate(date, parseDateDuration(iso) ?? none, sign);

  it('finds three months before 31 May at the end of February', () => {
    expect(shift('2027-05-31', 'P3M', -1)).toBe('2027-02-28');
    expect(shift('2028-05-31', 'P3M', -1)).toBe('2028-02-29');
  });

  it('puts one month before 28, 29, 30 and 31 March on 28 February', () => {
    const ends = ['2027-03-28', '2027-03-29', '2027-03-30', '2027-03-31'];
    expect(ends.map((end) => shift(end, 'P1M', -1))).toEqual(Array(4).fill('2027-02-28'));
  });

  it('counts two months after 31 January from the original date', () => {
    expect(shift('2027-01-31', 'P2M', 1)).toBe('2027-03-31');
  });

  it('takes years and months in one step and only then the days', () => {
    expect(shift('2024-02-29', 'P1Y1M', 1)).toBe('2025-03-29');
    expect(shift('2024-02-29', 'P1Y', 1)).toBe('2025-02-28');
    expect(shift('2027-05-31', 'P3M1D', -1)).toBe('2027-02-27');
  });

  it('crosses New Year in both directions', () => {
    expect(shift('2027-01-03', 'P1W', -1)).toBe('2026-12-27');
    expect(shift('2026-12-28', 'P1W', 1)).toBe('2027-01-04');
  });

  it('agrees with Temporal', () => {
    fc.assert(
      fc.property(nearDate, duration, fc.constantFrom(1 as const, -1 as const), (date, length, sign) => {
        expect(shiftDate(date, length, sign)).toBe(shiftedByTemporal(date, length, sign));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('saying durations', () => {
  it.each([
    ['P3M', '3ヶ月', '3 months'],
    ['P1M', '1ヶ月', '1 month'],
    ['P1W', '1週間', '1 week'],
    ['P10D', '10日', '10 days'],
    ['P1D', '1日', '1 day'],
    ['P1Y', '1年', '1 year'],
    ['P11Y', '11年', '11 years'],
    ['P1Y6M', '1年6ヶ月', '1 year 6 months'],
    ['P1M10D', '1ヶ月と10日', '1 month 10 days'],
    ['P0D', '0日', '0 days'],
    ['', '', ''],
  ])('says %s in Japanese and English', (iso, ja, en) => {
    expect(durationWords(iso, 'ja')).toBe(ja);
    expect(durationWords(iso, 'en')).toBe(en);
  });

  it('says a duration that is already read', () => {
    expect(durationWords({ ...none, weeks: 2 }, 'ja')).toBe('2週間');
  });

  it('refuses what is no duration', () => {
    expect(() => durationWords('3 months', 'en')).toThrow(RangeError);
  });
});
