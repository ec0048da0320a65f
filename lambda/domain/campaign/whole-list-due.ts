import { moveToBusinessDay } from '../calendar/business-days.ts';
import type { DueCalendar } from '../calendar/due.ts';
import { addMonths, daysInMonth, type IsoDate, parsePlainDate, toIsoDate } from '../calendar/plain-date.ts';
import type { Trigger } from './campaign.ts';

/** The nominal date of a monthly or one-off trigger whose due date is `day`, or undefined when none is. */
export function wholeListDue(
  trigger: Extract<Trigger, { kind: 'monthly' | 'once' }>,
  day: IsoDate,
  { businessDays, calendar }: DueCalendar,
): IsoDate | undefined {
  const nominals = trigger.kind === 'once' ? [trigger.date] : monthDays(trigger.day, day);
  return nominals.find((nominal) => moveToBusinessDay(nominal, businessDays, calendar) === day);
}

/** The month's day in the month of `day` and its neighbours: moving off a holiday may cross a month's end. */
function monthDays(wanted: number, day: IsoDate): readonly IsoDate[] {
  return [0, -1, 1].map((months) => {
    const { year, month } = parsePlainDate(addMonths(day, months));
    return toIsoDate({ year, month, day: Math.min(wanted, daysInMonth(year, month)) });
  });
}
