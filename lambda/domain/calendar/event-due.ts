import { Temporal } from 'temporal-polyfill/implementation';
import { moveToBusinessDay } from './business-days.ts';
import type { DueCalendar } from './due.ts';
import { type Delay, shiftDate } from './duration.ts';
import type { IsoDate } from './plain-date.ts';
import { instantOf, localDate } from './zone.ts';

/** When a mail that follows an event is due: the event's own local date, and the due date and instant (ms since 1970). */
export interface EventDue {
  readonly nominal: IsoDate;
  readonly dueOn: IsoDate;
  readonly instantMs: number;
}

/** A campaign's `at` ('HH:MM'), IANA zone, and how its due dates move off weekends and holidays. */
export interface CampaignClock {
  readonly atTime: string;
  readonly timeZone: string;
  /** Absent = no day moves. */
  readonly dueCalendar?: DueCalendar;
}

/**
 * The due of an event at an ISO instant with Z or an offset. Without a delay: at once. Days: the event's local date and
 * so many days, at the campaign's time, moved off days that nobody works. Time: exactly so long after. Throws RangeError for an instant without offset.
 */
export function eventDue(at: string, delay: Delay | undefined, clock: CampaignClock): EventDue {
  // Date.parse would take '2027-02-30' for 2 March and a missing offset for the machine's zone.
  const eventMs = Temporal.Instant.from(at).epochMilliseconds;
  const nominal = localDate(eventMs, clock.timeZone);
  if (delay?.kind === 'days') {
    const dueOn = moved(shiftDate(nominal, delay.duration, 1), clock.dueCalendar);
    return { nominal, dueOn, instantMs: instantOf(dueOn, clock.atTime, clock.timeZone) };
  }
  const instantMs = eventMs + (delay?.ms ?? 0);
  return { nominal, dueOn: localDate(instantMs, clock.timeZone), instantMs };
}

function moved(date: IsoDate, dueCalendar: DueCalendar | undefined): IsoDate {
  return dueCalendar === undefined ? date : moveToBusinessDay(date, dueCalendar.businessDays, dueCalendar.calendar);
}
