import { type DayRange, daysMovedTo } from './business-days.ts';
import { daysInMonth, fromDayNumber, fromMonthNumber, isLeapYear, type PlainDate, toDayNumber } from './day-number.ts';
import { type DateRule, type DueCalendar, nominalMonthNumber, type Offset, signOf } from './due.ts';
import { type DateDuration, daysOf, shiftedDayNumber } from './duration.ts';
import { type IsoDate, isYear, MAX_YEAR, parsePlainDate, toMonthDay } from './plain-date.ts';
import type { LeapDayPolicy } from './yearly.ts';

/** One question to the date index. Without `year`: every year, and dates stored without one. */
export interface StoredDateQuery {
  readonly monthDay: string;
  readonly year?: number;
}

/**
 * The inverse of `duesOn`: the stored dates, all of them and no others, that can have a due on `day`. No query is given
 * twice. Throws RangeError when `day` is not a real date.
 */
export function storedDatesDueOn(rule: DateRule, day: IsoDate, dueCalendar: DueCalendar): readonly StoredDateQuery[] {
  const dueDays = daysMovedTo(day, dueCalendar.businessDays, dueCalendar.calendar);
  if (dueDays === undefined) return [];
  const queries = new Map<string, StoredDateQuery>();
  for (const query of queriesOf(rule, dueDays, day)) queries.set(`${query.year ?? ''}-${query.monthDay}`, query);
  return [...queries.values()];
}

function* queriesOf(rule: DateRule, dueDays: DayRange, day: IsoDate): Generator<StoredDateQuery> {
  if (rule.kind === 'within') {
    yield* datesWithin(rule.within, day).map(datedQuery);
    return;
  }
  for (const offset of rule.offsets) {
    for (const nominal of nominalDatesOf(offset, dueDays)) {
      if (rule.kind === 'dated') yield datedQuery(nominal);
      else yield* yearlyQueries(nominal, rule.leapDay);
    }
  }
}

function datedQuery({ year, month, day }: PlainDate): StoredDateQuery {
  return { monthDay: toMonthDay(month, day), year };
}

function* yearlyQueries({ year, month, day }: PlainDate, leapDay: LeapDayPolicy): Generator<StoredDateQuery> {
  yield { monthDay: toMonthDay(month, day) };
  if (isLeapYear(year)) return;
  const standsIn = leapDay === 'feb28' ? month === 2 && day === 28 : leapDay === 'mar1' && month === 3 && day === 1;
  if (standsIn) yield { monthDay: '02-29' };
}

/** The nominal dates whose due date, by this offset, is one of `dueDays`. */
function* nominalDatesOf(offset: Offset, dueDays: DayRange): Generator<PlainDate> {
  for (let dueDay = dueDays.first; dueDay <= dueDays.last; dueDay++) {
    const { year, month } = fromMonthNumber(nominalMonthNumber(dueDay, offset));
    if (!isYear(year)) continue;
    const beforeDays = fromDayNumber(dueDay - signOf(offset) * daysOf(offset.duration));
    const length = daysInMonth(year, month);
    // The last day of a month also stands for the days it does not have: 28 February for the 29th, 30th and 31st.
    const isMonthEnd = beforeDays.day === daysInMonth(beforeDays.year, beforeDays.month);
    const lastDay = isMonthEnd ? length : Math.min(beforeDays.day, length);
    for (let day = beforeDays.day; day <= lastDay; day++) yield { year, month, day };
  }
}

function datesWithin(within: DateDuration, day: IsoDate): readonly PlainDate[] {
  const today = parsePlainDate(day);
  const last = Math.min(shiftedDayNumber(today, within, 1), toDayNumber({ year: MAX_YEAR, month: 12, day: 31 }));
  const dates: PlainDate[] = [];
  for (let dayNumber = toDayNumber(today) + 1; dayNumber <= last; dayNumber++) dates.push(fromDayNumber(dayNumber));
  return dates;
}
