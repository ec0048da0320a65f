import japaneseHolidays from 'japanese-holidays';
import type { BusinessCalendar } from './business-days.ts';
import { dayOfWeek, toMonthDay } from './plain-date.ts';

const holidaysByYear = new Map<number, ReadonlySet<string>>();

/** Month and day of a year's national holidays, substitute ones included. The library computes them: 5 KB, no list to age. */
function holidaysOf(year: number): ReadonlySet<string> {
  const known = holidaysByYear.get(year);
  if (known !== undefined) return known;
  const holidays = new Set(japaneseHolidays.getHolidaysOf(year).map(({ month, date }) => toMonthDay(month, date)));
  holidaysByYear.set(year, holidays);
  return holidays;
}

/**
 * Works on weekdays that are no national holiday (国民の祝日, substitute holidays included). The days around New Year
 * (12/29–31, 1/2–3) are working days by law.
 */
export const japaneseBusinessCalendar: BusinessCalendar = {
  isWorkingDay: (date) => dayOfWeek(date) <= 5 && !holidaysOf(Number(date.slice(0, 4))).has(date.slice(5)),
};
