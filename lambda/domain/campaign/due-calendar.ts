import type { DueCalendar } from '../calendar/due.ts';
import { japaneseBusinessCalendar } from '../calendar/japanese-business-calendar.ts';
import type { Campaign } from './campaign.ts';

/** How a campaign's due dates move off weekends and Japanese holidays. */
export function dueCalendarOf({ businessDays }: Campaign): DueCalendar {
  return { businessDays, calendar: japaneseBusinessCalendar };
}
