import { epochDay, fromEpochDay, type IsoDate, MAX_YEAR } from './plain-date.ts';

/** What becomes of a due date on a day nobody works: it stays, or moves to the working day before or after. */
export type BusinessDayPolicy = 'any' | 'previous' | 'next';

/** Knows which days people work. Must give the same answer for the same date every time. */
export interface BusinessCalendar {
  isWorkingDay(date: IsoDate): boolean;
}

/** Days counted from 1970-01-01, both ends included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

const FIRST_DAY = epochDay('0000-01-01');
const LAST_DAY = epochDay(`${MAX_YEAR}-12-31`);

/** The date itself when it is a working day or the policy is 'any', else the nearest working day that way. */
export function moveToBusinessDay(date: IsoDate, policy: BusinessDayPolicy, calendar: BusinessCalendar): IsoDate {
  if (policy === 'any') return date;
  const step = policy === 'next' ? 1 : -1;
  let moved = date;
  for (let day = epochDay(date); !calendar.isWorkingDay(moved); moved = fromEpochDay(day)) day += step;
  return moved;
}

/**
 * The inverse of `moveToBusinessDay`: every day that moves to `day`, which is one unbroken range; undefined when none
 * does, as nobody works on `day`. The streak of free days is followed to its end, however long it is.
 */
export function daysMovedTo(day: IsoDate, policy: BusinessDayPolicy, calendar: BusinessCalendar): DayRange | undefined {
  const own = epochDay(day);
  if (policy === 'any') return { first: own, last: own };
  if (!calendar.isWorkingDay(day)) return undefined;
  const isFree = (dayNumber: number) =>
    dayNumber >= FIRST_DAY && dayNumber <= LAST_DAY && !calendar.isWorkingDay(fromEpochDay(dayNumber));
  let first = own;
  let last = own;
  if (policy === 'next') while (isFree(first - 1)) first--;
  else while (isFree(last + 1)) last++;
  return { first, last };
}
