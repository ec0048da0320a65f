import holidayJp from '@holiday-jp/holiday_jp';
import type { BusinessCalendar } from './business-days.ts';
import { dayOfWeek } from './plain-date.ts';

// The library's own look-up goes through Date and the machine's zone; its keys are plain ISO dates.
const holidays: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/**
 * Works on weekdays that are no national holiday (国民の祝日, substitute holidays included). The days around New Year
 * (12/29–31, 1/2–3) are working days by law. The library lists 1970 to 2050; outside it, weekends alone are free.
 */
export const japaneseBusinessCalendar: BusinessCalendar = {
  isWorkingDay: (date) => dayOfWeek(date) <= 5 && !holidays.has(date),
};
