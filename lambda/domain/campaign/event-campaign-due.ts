import { type EventDue, eventDue } from '../calendar/event-due.ts';
import type { Campaign } from './campaign.ts';
import { dueCalendarOf } from './due-calendar.ts';

/** When an event at an ISO instant falls due for a campaign; undefined when no event starts it. */
export function eventCampaignDue(campaign: Campaign, at: string): EventDue | undefined {
  const { trigger, at: atTime, timeZone } = campaign;
  if (trigger.kind !== 'event') return undefined;
  return eventDue(at, trigger.delay, { atTime, timeZone, dueCalendar: dueCalendarOf(campaign) });
}
