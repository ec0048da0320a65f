import { describe, expect, it } from 'vitest';
import { daysMovedTo, moveToBusinessDay } from '../../../lambda/domain/calendar/business-days.ts';
import { japaneseBusinessCalendar as japan } from '../../../lambda/domain/calendar/japanese-business-calendar.ts';
import { addDays, daysBetween, epochDay } from '../../../lambda/domain/calendar/plain-date.ts';

describe('the Japanese business calendar', () => {
  it.each([
    ['a Saturday', '2027-03-13'],
    ['a Sunday', '2027-03-14'],
    ['New Year’s Day', '2027-01-01'],
    ['the Emperor’s Birthday', '2027-02-23'],
    ['the vernal equinox', '2028-03-20'],
    ['a substitute holiday, 振替休日', '2027-03-22'],
    ['the day between two holidays, 国民の休日', '2026-09-22'],
    ['Sports Day as the Olympics moved it', '2021-07-23'],
  ])('rests on %s', (_, date) => {
    expect(japan.isWorkingDay(date)).toBe(false);
  });

  it.each([
    ['an ordinary Monday', '2027-03-15'],
    ['New Year’s Eve', '2026-12-31'],
    ['4 January', '2027-01-04'],
    ['the Friday before a weekend', '2027-03-12'],
    ['23 December since 2019', '2026-12-23'],
  ])('works on %s', (_, date) => {
    expect(japan.isWorkingDay(date)).toBe(true);
  });

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Tokyo'])(
    'does not depend on the machine’s zone (%s)',
    (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        const week = ['2027-05-02', '2027-05-03', '2027-05-04', '2027-05-05', '2027-05-06'];
        expect(week.map(japan.isWorkingDay)).toEqual([false, false, false, false, true]);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );
});

describe('moving to a business day', () => {
  it('passes Golden Week in either direction', () => {
    expect(moveToBusinessDay('2027-05-03', 'next', japan)).toBe('2027-05-06');
    expect(moveToBusinessDay('2027-05-03', 'previous', japan)).toBe('2027-04-30');
    expect(moveToBusinessDay('2027-05-03', 'any', japan)).toBe('2027-05-03');
  });

  it('leaves a working day alone', () => {
    expect(moveToBusinessDay('2027-05-06', 'next', japan)).toBe('2027-05-06');
    expect(moveToBusinessDay('2027-05-06', 'previous', japan)).toBe('2027-05-06');
  });

  it('passes the ten days of 2019, when the Emperor changed', () => {
    expect(moveToBusinessDay('2019-04-27', 'next', japan)).toBe('2019-05-07');
    expect(moveToBusinessDay('2019-05-06', 'previous', japan)).toBe('2019-04-26');
    const { first, last } = daysMovedTo('2019-05-07', 'next', japan) ?? { first: 0, last: 0 };
    expect([first, last]).toEqual([epochDay('2019-04-27'), epochDay('2019-05-07')]);
  });

  it('knows exactly which days move to a day, however long the company rests', () => {
    const restsAllSummer = { isWorkingDay: (date: string) => date < '2027-07-10' || date > '2027-08-31' };
    for (const calendar of [japan, restsAllSummer]) {
      for (const policy of ['any', 'previous', 'next'] as const) {
        for (let day = '2027-04-20'; day < '2027-09-20'; day = addDays(day, 1)) {
          const moved: number[] = [];
          for (let raw = addDays(day, -70); daysBetween(raw, day) >= -70; raw = addDays(raw, 1)) {
            if (moveToBusinessDay(raw, policy, calendar) === day) moved.push(epochDay(raw));
          }
          const range = daysMovedTo(day, policy, calendar);
          const days = range === undefined ? [] : numbersBetween(range.first, range.last);
          expect(days).toEqual(moved);
        }
      }
    }
  });
});

function numbersBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
