import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateRule, type DueCalendar, duesOn, type Offset } from '../../../lambda/domain/calendar/due.ts';
import { parseDateDuration } from '../../../lambda/domain/calendar/duration.ts';
import { japaneseBusinessCalendar } from '../../../lambda/domain/calendar/japanese-business-calendar.ts';
import { addDays } from '../../../lambda/domain/calendar/plain-date.ts';
import { businessDayPolicy, rule, storedDate } from './arbitraries.ts';
import { duesByTemporal } from './temporal-oracle.ts';

const anyDay: DueCalendar = { businessDays: 'any', calendar: japaneseBusinessCalendar };
const nextDay: DueCalendar = { businessDays: 'next', calendar: japaneseBusinessCalendar };
const previousDay: DueCalendar = { businessDays: 'previous', calendar: japaneseBusinessCalendar };

const onTheDay: Offset = { direction: 'on', duration: { years: 0, months: 0, weeks: 0, days: 0 }, iso: '' };
const birthday: DateRule = { kind: 'yearly', offsets: [onTheDay], leapDay: 'feb28' };

describe('a birthday mail', () => {
  it('is due on the birthday, and says which', () => {
    expect(duesOn(birthday, '1985-03-14', '2027-03-14', anyDay)).toEqual([
      { nominal: '2027-03-14', dueOn: '2027-03-14', offset: '', years: 42 },
    ]);
    expect(duesOn(birthday, '1985-03-14', '2027-03-15', anyDay)).toEqual([]);
  });

  it('is due without an age when the year is not known', () => {
    expect(duesOn(birthday, '--03-14', '2027-03-14', anyDay)).toEqual([
      { nominal: '2027-03-14', dueOn: '2027-03-14', offset: '', years: undefined },
    ]);
  });

  it('leaves years before the birth to be judged later', () => {
    expect(duesOn(birthday, '2027-03-14', '2025-03-14', anyDay).map(({ years }) => years)).toEqual([-2]);
    expect(duesOn(birthday, '2027-03-14', '2027-03-14', anyDay).map(({ years }) => years)).toEqual([0]);
  });

  it('of 29 February is due once in every year that the policy gives it', () => {
    const dueDays = (leapDay: 'feb28' | 'mar1' | 'skip') =>
      ['2027-02-28', '2027-03-01', '2028-02-28', '2028-02-29', '2028-03-01'].filter(
        (day) => duesOn({ ...birthday, leapDay }, '2000-02-29', day, anyDay).length > 0,
      );
    expect(dueDays('feb28')).toEqual(['2027-02-28', '2028-02-29']);
    expect(dueDays('mar1')).toEqual(['2027-03-01', '2028-02-29']);
    expect(dueDays('skip')).toEqual(['2028-02-29']);
  });

  it('a week ahead belongs to the coming year when New Year lies between', () => {
    const weekBefore: DateRule = { kind: 'yearly', offsets: [offset('before', 'P1W')], leapDay: 'feb28' };
    expect(duesOn(weekBefore, '1990-01-03', '2026-12-27', anyDay)).toEqual([
      { nominal: '2027-01-03', dueOn: '2026-12-27', offset: 'P1W', years: 37 },
    ]);
  });

  it('a week late belongs to the old year when New Year lies between', () => {
    const weekAfter: DateRule = { kind: 'yearly', offsets: [offset('after', 'P1W')], leapDay: 'feb28' };
    expect(duesOn(weekAfter, '1990-12-28', '2027-01-04', anyDay)).toEqual([
      { nominal: '2026-12-28', dueOn: '2027-01-04', offset: 'P1W', years: 36 },
    ]);
  });

  it('and a year ahead of the next one can fall on the same day: both are due', () => {
    const both: DateRule = { kind: 'yearly', offsets: [onTheDay, offset('before', 'P1Y')], leapDay: 'feb28' };
    expect(duesOn(both, '1990-03-14', '2027-03-14', anyDay).map(({ nominal }) => nominal)).toEqual([
      '2027-03-14',
      '2028-03-14',
    ]);
  });

  it('waits for the end of Golden Week, or comes before it', () => {
    expect(duesOn(birthday, '1990-05-04', '2027-05-06', nextDay).map(({ nominal }) => nominal)).toEqual(['2027-05-04']);
    expect(duesOn(birthday, '1990-05-04', '2027-04-30', previousDay).map(({ nominal }) => nominal)).toEqual([
      '2027-05-04',
    ]);
    expect(duesOn(birthday, '1990-05-04', '2027-05-04', nextDay)).toEqual([]);
  });

  it('for New Year’s Day comes on the last working day of the old year', () => {
    expect(duesOn(birthday, '1990-01-01', '2026-12-31', previousDay)).toEqual([
      { nominal: '2027-01-01', dueOn: '2026-12-31', offset: '', years: 37 },
    ]);
  });
});

describe('a contract renewal mail', () => {
  const renewal: DateRule = {
    kind: 'dated',
    offsets: [offset('before', 'P3M'), offset('before', 'P1M'), offset('before', 'P1W')],
  };

  it('is due three months before 31 May at the end of February', () => {
    expect(duesOn(renewal, '2027-05-31', '2027-02-28', anyDay)).toEqual([
      { nominal: '2027-05-31', dueOn: '2027-02-28', offset: 'P3M', years: undefined },
    ]);
    expect(duesOn(renewal, '2028-05-31', '2028-02-29', anyDay)).toHaveLength(1);
    expect(duesOn(renewal, '2028-05-31', '2028-02-28', anyDay)).toEqual([]);
  });

  it('is due on 28 February for every contract that ends on 28 to 31 March', () => {
    const ends = ['2027-03-27', '2027-03-28', '2027-03-29', '2027-03-30', '2027-03-31', '2027-04-01'];
    expect(ends.map((end) => duesOn(renewal, end, '2027-02-28', anyDay).length)).toEqual([0, 1, 1, 1, 1, 0]);
  });

  it('does not come back in another year', () => {
    expect(duesOn(renewal, '2027-05-31', '2028-02-29', anyDay)).toEqual([]);
  });

  it('is not due for a date without a year', () => {
    expect(duesOn(renewal, '--05-31', '2027-02-28', anyDay)).toEqual([]);
  });

  it('two offsets that a holiday brings together are both due', () => {
    const eveAndDay: DateRule = { kind: 'dated', offsets: [offset('before', 'P1D'), onTheDay] };
    expect(duesOn(eveAndDay, '2027-05-04', '2027-05-06', nextDay).map((due) => due.offset)).toEqual(['P1D', '']);
  });
});

describe('a contract that ends within three months', () => {
  const within: DateRule = { kind: 'within', within: offset('before', 'P3M').duration };

  it('is due from three months ahead until the day before', () => {
    const days = ['2027-02-27', '2027-02-28', '2027-03-01', '2027-05-30', '2027-05-31', '2027-06-01'];
    expect(days.filter((day) => duesOn(within, '2027-05-28', day, anyDay).length > 0)).toEqual([
      '2027-02-28',
      '2027-03-01',
    ]);
    // 28 February and three months is 28 May: contracts of the 29th to the 31st enter on 1 March.
    expect(days.filter((day) => duesOn(within, '2027-05-31', day, anyDay).length > 0)).toEqual([
      '2027-03-01',
      '2027-05-30',
    ]);
  });

  it('waits for a working day when asked to', () => {
    expect(duesOn(within, '2027-08-02', '2027-05-02', anyDay)).toHaveLength(1);
    expect(duesOn(within, '2027-08-02', '2027-05-02', nextDay)).toEqual([]);
    expect(duesOn(within, '2027-08-02', '2027-05-06', nextDay)).toEqual([
      { nominal: '2027-08-02', dueOn: '2027-05-06', offset: '', years: undefined },
    ]);
  });
});

describe('dues of any rule', () => {
  it('are those that Temporal finds going forward year by year, on every day of nine years', () => {
    fc.assert(
      fc.property(rule, storedDate, businessDayPolicy, (anyRule, stored, businessDays) => {
        const dueCalendar = { businessDays, calendar: japaneseBusinessCalendar };
        const expected = duesByTemporal(anyRule, stored, { first: 2018, last: 2036 }, dueCalendar);
        for (let day = '2023-01-01'; day < '2032-01-01'; day = addDays(day, 1)) {
          const dues = duesOn(anyRule, stored, day, dueCalendar);
          if (dues.length > 0 || expected.has(day)) expect(dues).toEqual(expected.get(day));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuse a date that does not exist', () => {
    expect(() => duesOn(birthday, '2027-02-29', '2027-03-14', anyDay)).toThrow(RangeError);
    expect(() => duesOn(birthday, '--03-14', '2027-02-29', anyDay)).toThrow(RangeError);
  });

  it('end with the year 9999', () => {
    const yearBefore: DateRule = { kind: 'yearly', offsets: [offset('before', 'P1Y')], leapDay: 'feb28' };
    expect(duesOn(yearBefore, '1990-12-31', '9999-12-31', nextDay)).toEqual([]);
    expect(duesOn(birthday, '9998-12-31', '9999-12-31', previousDay)).toHaveLength(1);
  });
});

function offset(direction: 'before' | 'after', iso: string): Offset {
  const duration = parseDateDuration(iso);
  if (duration === undefined) throw new Error(`no duration: ${iso}`);
  return { direction, duration, iso };
}
