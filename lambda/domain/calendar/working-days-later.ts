import type { BusinessCalendar } from './business-days.ts';
import { addDays, type IsoDate } from './plain-date.ts';

/** The working day that comes `count` working days after a date, which need not be one itself. */
export function workingDaysLater(date: IsoDate, count: number, calendar: BusinessCalendar): IsoDate {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (calendar.isWorkingDay(day)) left -= 1;
  }
  return day;
}
