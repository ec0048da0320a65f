import { Temporal } from 'temporal-polyfill/implementation';
import type { DateRule, Due, DueCalendar, Offset } from '../../../lambda/domain/calendar/due.ts';
import type { DateDuration } from '../../../lambda/domain/calendar/duration.ts';
import type { LeapDayPolicy } from '../../../lambda/domain/calendar/yearly.ts';

/** One date shifted by Temporal, which clamps to the month's end by default. */
export function shiftedByTemporal(date: string, duration: DateDuration, sign: number): string {
  const plain = Temporal.PlainDate.from(date);
  return (sign < 0 ? plain.subtract(duration) : plain.add(duration)).toString();
}

/**
 * Every due of a stored date whose nominal year lies in the range, computed the long way round: forwards, year by year,
 * in Temporal, moving over free days one at a time. Grouped by due day.
 */
export function duesByTemporal(
  rule: DateRule,
  stored: string,
  years: { readonly first: number; readonly last: number },
  dueCalendar: DueCalendar,
): ReadonlyMap<string, readonly Due[]> {
  const dues = new Map<string, Due[]>();
  const add = (due: Due) => dues.set(due.dueOn, [...(dues.get(due.dueOn) ?? []), due]);
  const storedYear = stored.startsWith('--') ? undefined : Number(stored.slice(0, 4));
  if (rule.kind === 'within') {
    if (storedYear !== undefined) for (const due of windowDues(rule.within, stored, dueCalendar)) add(due);
    return dues;
  }
  if (rule.kind === 'dated') {
    if (storedYear === undefined) return dues;
    for (const offset of rule.offsets) {
      add({ nominal: stored, dueOn: dueOf(stored, offset, dueCalendar), offset: offset.iso, years: undefined });
    }
    return dues;
  }
  for (const offset of rule.offsets) {
    for (let year = years.first; year <= years.last; year++) {
      const nominal = occurrenceByTemporal(stored, year, rule.leapDay);
      if (nominal === undefined) continue;
      const count = storedYear === undefined ? undefined : year - storedYear;
      add({ nominal, dueOn: dueOf(nominal, offset, dueCalendar), offset: offset.iso, years: count });
    }
  }
  return dues;
}

/** A stored date's return in a year, by way of Temporal.PlainMonthDay. */
export function occurrenceByTemporal(stored: string, year: number, leapDay: LeapDayPolicy): string | undefined {
  const monthDay = Temporal.PlainMonthDay.from(stored.slice(-5));
  const occurrence = monthDay.toPlainDate({ year });
  if (occurrence.day === monthDay.day || leapDay === 'feb28') return occurrence.toString();
  return leapDay === 'mar1' ? occurrence.add({ days: 1 }).toString() : undefined;
}

function windowDues(within: DateDuration, stored: string, dueCalendar: DueCalendar): readonly Due[] {
  const end = Temporal.PlainDate.from(stored);
  const dues: Due[] = [];
  // Four years hold any window that the tests ask for.
  for (let daysBefore = 1; daysBefore <= 1_461; daysBefore++) {
    const today = end.subtract({ days: daysBefore });
    const isFree = dueCalendar.businessDays !== 'any' && !dueCalendar.calendar.isWorkingDay(today.toString());
    if (isFree || Temporal.PlainDate.compare(end, today.add(within)) > 0) continue;
    dues.push({ nominal: stored, dueOn: today.toString(), offset: '', years: undefined });
  }
  return dues;
}

function dueOf(nominal: string, offset: Offset, { businessDays, calendar }: DueCalendar): string {
  const plain = Temporal.PlainDate.from(nominal);
  const { direction, duration } = offset;
  let due = direction === 'on' ? plain : direction === 'before' ? plain.subtract(duration) : plain.add(duration);
  if (businessDays === 'any') return due.toString();
  while (!calendar.isWorkingDay(due.toString())) due = due.add({ days: businessDays === 'next' ? 1 : -1 });
  return due.toString();
}
