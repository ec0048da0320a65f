import fc from 'fast-check';
import type { BusinessDayPolicy } from '../../../lambda/domain/calendar/business-days.ts';
import type { DateRule, Offset } from '../../../lambda/domain/calendar/due.ts';
import type { DateDuration } from '../../../lambda/domain/calendar/duration.ts';
import { addDays, fromEpochDay, type IsoDate } from '../../../lambda/domain/calendar/plain-date.ts';
import type { LeapDayPolicy } from '../../../lambda/domain/calendar/yearly.ts';

/** Any representable date, 1 January 0000 to 31 December 9999. */
export const anyDate: fc.Arbitrary<IsoDate> = fc.integer({ min: -719_528, max: 2_932_896 }).map(fromEpochDay);

// Month ends, leap days and New Year are where rules go wrong: half of the dates are near one.
const edges = ['2023-02-28', '2024-02-29', '2024-03-01', '2027-05-31', '2027-12-31', '2028-02-29', '2028-08-31'];

/** A date of the years 2020 to 2032, often beside a month end. */
export const nearDate: fc.Arbitrary<IsoDate> = fc.oneof(
  fc.integer({ min: 18_262, max: 23_010 }).map(fromEpochDay),
  fc.tuple(fc.constantFrom(...edges), fc.integer({ min: -4, max: 4 })).map(([date, days]) => addDays(date, days)),
);

/** A date as records hold it: with a year or without. */
export const storedDate = fc.oneof(
  nearDate,
  nearDate.map((date) => `-${date.slice(4)}`),
  fc.constantFrom('1992-02-29', '--02-29', '1950-12-31', '--03-01', '--02-28'),
);

const noDuration: DateDuration = { years: 0, months: 0, weeks: 0, days: 0 };

export const duration: fc.Arbitrary<DateDuration> = fc.oneof(
  fc.record({
    years: fc.constantFrom(0, 0, 0, 1, 2),
    months: fc.integer({ min: 0, max: 14 }),
    weeks: fc.constantFrom(0, 0, 1, 5),
    days: fc.integer({ min: 0, max: 45 }),
  }),
  fc.integer({ min: 0, max: 13 }).map((months) => ({ ...noDuration, months })),
  fc.integer({ min: 0, max: 40 }).map((days) => ({ ...noDuration, days })),
);

/** The duration's ISO text. */
export function isoOf({ years, months, weeks, days }: DateDuration): string {
  return `P${years}Y${months}M${weeks}W${days}D`;
}

export const offset: fc.Arbitrary<Offset> = fc.oneof(
  fc.constant<Offset>({ direction: 'on', duration: noDuration, iso: '' }),
  fc
    .tuple(fc.constantFrom('before' as const, 'after' as const), duration)
    .map(([direction, length]): Offset => ({ direction, duration: length, iso: isoOf(length) })),
);

const offsets = fc.array(offset, { minLength: 1, maxLength: 3 });

export const leapDayPolicy = fc.constantFrom<LeapDayPolicy>('feb28', 'mar1', 'skip');

export const businessDayPolicy = fc.constantFrom<BusinessDayPolicy>('any', 'previous', 'next');

export const rule: fc.Arbitrary<DateRule> = fc.oneof(
  fc.record({ kind: fc.constant('yearly' as const), offsets, leapDay: leapDayPolicy }),
  fc.record({ kind: fc.constant('dated' as const), offsets }),
  fc.record({ kind: fc.constant('within' as const), within: duration }),
);
