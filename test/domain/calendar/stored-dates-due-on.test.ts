import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateRule, type DueCalendar, duesOn, type Offset } from '../../../lambda/domain/calendar/due.ts';
import type { DateDuration } from '../../../lambda/domain/calendar/duration.ts';
import { japaneseBusinessCalendar } from '../../../lambda/domain/calendar/japanese-business-calendar.ts';
import { addDays, fromEpochDay, parseStoredDate } from '../../../lambda/domain/calendar/plain-date.ts';
import { type StoredDateQuery, storedDatesDueOn } from '../../../lambda/domain/calendar/stored-dates-due-on.ts';
import { businessDayPolicy, nearDate, rule, storedDate } from './arbitraries.ts';

const anyDay: DueCalendar = { businessDays: 'any', calendar: japaneseBusinessCalendar };
const nextDay: DueCalendar = { businessDays: 'next', calendar: japaneseBusinessCalendar };
const previousDay: DueCalendar = { businessDays: 'previous', calendar: japaneseBusinessCalendar };

const none: DateDuration = { years: 0, months: 0, weeks: 0, days: 0 };
const onTheDay: Offset = { direction: 'on', duration: none, iso: '' };
const oneMonthBefore: Offset = { direction: 'before', duration: { ...none, months: 1 }, iso: 'P1M' };
const birthday: DateRule = { kind: 'yearly', offsets: [onTheDay], leapDay: 'feb28' };

describe('which birthdays to ask the index for', () => {
  it('are those of the day, of every year', () => {
    expect(storedDatesDueOn(birthday, '2027-03-14', anyDay)).toEqual([{ monthDay: '03-14' }]);
  });

  it('include 29 February where the policy keeps it in a common year', () => {
    const asked = (leapDay: 'feb28' | 'mar1' | 'skip', day: string) =>
      storedDatesDueOn({ ...birthday, leapDay }, day, anyDay).map(({ monthDay }) => monthDay);
    expect(asked('feb28', '2027-02-28')).toEqual(['02-28', '02-29']);
    expect(asked('mar1', '2027-02-28')).toEqual(['02-28']);
    expect(asked('mar1', '2027-03-01')).toEqual(['03-01', '02-29']);
    expect(asked('skip', '2027-02-28')).toEqual(['02-28']);
    expect(asked('feb28', '2028-02-28')).toEqual(['02-28']);
    expect(asked('mar1', '2028-03-01')).toEqual(['03-01']);
    expect(asked('skip', '2028-02-29')).toEqual(['02-29']);
  });

  it('are those of all Golden Week on the day after it, and none on its holidays', () => {
    const asked = (day: string, calendar: DueCalendar) =>
      storedDatesDueOn(birthday, day, calendar).map(({ monthDay }) => monthDay);
    expect(asked('2027-05-06', nextDay)).toEqual(['05-01', '05-02', '05-03', '05-04', '05-05', '05-06']);
    expect(asked('2027-04-30', previousDay)).toEqual(['04-30', '05-01', '05-02', '05-03', '05-04', '05-05']);
    expect(asked('2027-05-04', nextDay)).toEqual([]);
  });
});

describe('which contracts to ask the index for', () => {
  it('are those that end on 28 to 31 March, one month before them on 28 February', () => {
    const queries = storedDatesDueOn({ kind: 'dated', offsets: [oneMonthBefore] }, '2027-02-28', anyDay);
    expect(queries).toEqual(['03-28', '03-29', '03-30', '03-31'].map((monthDay) => ({ monthDay, year: 2027 })));
  });

  it('are those of the coming year when New Year lies between', () => {
    const queries = storedDatesDueOn({ kind: 'dated', offsets: [oneMonthBefore] }, '2026-12-15', anyDay);
    expect(queries).toEqual([{ monthDay: '01-15', year: 2027 }]);
  });

  it('are those of each day of a window that follows', () => {
    const within: DateRule = { kind: 'within', within: { ...none, days: 3 } };
    expect(storedDatesDueOn(within, '2026-12-30', anyDay)).toEqual([
      { monthDay: '12-31', year: 2026 },
      { monthDay: '01-01', year: 2027 },
      { monthDay: '01-02', year: 2027 },
    ]);
    expect(storedDatesDueOn(within, '2027-01-01', nextDay)).toEqual([]);
  });

  it('end with the year 9999', () => {
    const within: DateRule = { kind: 'within', within: { ...none, years: 1 } };
    expect(storedDatesDueOn(within, '9999-12-30', anyDay)).toEqual([{ monthDay: '12-31', year: 9999 }]);
    expect(storedDatesDueOn({ kind: 'dated', offsets: [oneMonthBefore] }, '9999-12-30', nextDay)).toEqual([]);
  });
});

describe('the question to the index', () => {
  it('never misses a stored date that is due, on any day of six years', () => {
    fc.assert(
      fc.property(rule, storedDate, businessDayPolicy, (anyRule, stored, businessDays) => {
        const dueCalendar = { businessDays, calendar: japaneseBusinessCalendar };
        for (let day = '2024-01-01'; day < '2030-01-01'; day = addDays(day, 1)) {
          if (duesOn(anyRule, stored, day, dueCalendar).length === 0) continue;
          const queries = storedDatesDueOn(anyRule, day, dueCalendar);
          if (!queries.some((query) => finds(query, stored))) expect.fail(`${stored} is due on ${day}, not asked for`);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('asks for exactly the dates of twelve years that are due on a day, each once', () => {
    const storedDates = Array.from({ length: 4_383 }, (_, index) => fromEpochDay(19_723 - 1_461 + index));
    fc.assert(
      fc.property(rule, nearDate, businessDayPolicy, (anyRule, day, businessDays) => {
        const dueCalendar = { businessDays, calendar: japaneseBusinessCalendar };
        const queries = storedDatesDueOn(anyRule, day, dueCalendar);
        const asked = storedDates.filter((stored) => queries.some((query) => finds(query, stored)));
        expect(asked).toEqual(storedDates.filter((stored) => duesOn(anyRule, stored, day, dueCalendar).length > 0));
        expect(new Set(queries.map((query) => JSON.stringify(query))).size).toBe(queries.length);
      }),
      { numRuns: 40 },
    );
  });

  it('stays small however long the offset', () => {
    const offsets = ['before', 'after'].map(
      (direction): Offset => ({
        direction: direction === 'before' ? 'before' : 'after',
        duration: { years: 10, months: 1, weeks: 2, days: 3 },
        iso: 'P10Y1M2W3D',
      }),
    );
    expect(storedDatesDueOn({ kind: 'dated', offsets }, '2027-07-14', anyDay)).toHaveLength(2);
  });
});

/** What the index answers: the month and day, and the year where one is asked for. */
function finds(query: StoredDateQuery, stored: string): boolean {
  return (
    query.monthDay === stored.slice(-5) && (query.year === undefined || query.year === parseStoredDate(stored).year)
  );
}
