import { japaneseBusinessCalendar } from '../calendar/japanese-business-calendar.ts';
import { addDays, type IsoDate } from '../calendar/plain-date.ts';
import { workingDaysLater } from '../calendar/working-days-later.ts';

/**
 * The days that a morning's digest tells of, in order: today and every day up to and including the next working day. On a
 * Friday, Monday is among them, so that nobody need look at cards on days off.
 */
export function digestDays(today: IsoDate): readonly IsoDate[] {
  const last = workingDaysLater(today, 1, japaneseBusinessCalendar);
  const days: IsoDate[] = [];
  for (let day = today; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
