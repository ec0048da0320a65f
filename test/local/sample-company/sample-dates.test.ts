import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parseDateDuration } from '../../../lambda/domain/calendar/duration.ts';
import { birthDateOn, endDateRemindedFrom, sameDayYearsBefore } from '../../../local/sample-company/sample-dates.ts';

const { PlainDate } = Temporal;

describe('endDateRemindedFrom', () => {
  it.each([
    ['2027-03-14', 'P3M', '2027-06-14'],
    ['2027-04-30', 'P3M', '2027-07-30'],
    ['2027-11-30', 'P3M', '2028-03-01'],
    ['2027-02-22', 'P1W', '2027-03-01'],
  ])('from %s, the first end that is reminded %s before is %s', (day, before, end) => {
    expect(endDateRemindedFrom(day, durationOf(before))).toBe(end);
  });

  it('is never reminded before the day, and no earlier end would do', () => {
    const days = fc.integer({ min: 0, max: 9_000 }).map((days) => PlainDate.from('2024-01-01').add({ days }));
    fc.assert(
      fc.property(days, fc.constantFrom('P3M', 'P1M', 'P1W'), (day, before) => {
        const end = PlainDate.from(endDateRemindedFrom(day.toString(), durationOf(before)));
        const remindedOn = end.subtract(before);
        const earlier = end.subtract({ days: 1 }).subtract(before);
        return PlainDate.compare(remindedOn, day) >= 0 && PlainDate.compare(earlier, day) < 0;
      }),
    );
  });
});

describe('sameDayYearsBefore', () => {
  it('leaves out the years that have no such day', () => {
    expect(sameDayYearsBefore('2028-02-29', [1, 3, 4, 8])).toEqual(['2024-02-29', '2020-02-29']);
    expect(sameDayYearsBefore('2027-12-31', [1, 3])).toEqual(['2026-12-31', '2024-12-31']);
  });
});

describe('birthDateOn', () => {
  it('goes back to a leap year for somebody born on 29 February', () => {
    expect(birthDateOn('02-29', 1987)).toBe('1984-02-29');
    expect(birthDateOn('03-14', 1987)).toBe('1987-03-14');
  });
});

function durationOf(iso: string) {
  const duration = parseDateDuration(iso);
  if (duration === undefined) throw new RangeError(iso);
  return duration;
}
