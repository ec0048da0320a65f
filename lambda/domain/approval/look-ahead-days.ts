import { japaneseBusinessCalendar } from '../calendar/japanese-business-calendar.ts';
import { addDays, type IsoDate } from '../calendar/plain-date.ts';

/**
 * The days off right after a working day, on which nobody is there to approve: a run on `day` asks for their approvals,
 * too. None when `day` is itself a day off.
 */
export function lookAheadDays(day: IsoDate): readonly IsoDate[] {
  if (!japaneseBusinessCalendar.isWorkingDay(day)) return [];
  const days: IsoDate[] = [];
  for (let next = addDays(day, 1); !japaneseBusinessCalendar.isWorkingDay(next); next = addDays(next, 1)) {
    days.push(next);
  }
  return days;
}
