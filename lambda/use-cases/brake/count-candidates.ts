import { duesOn } from '../../domain/calendar/due.ts';
import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import { type StoredDateQuery, storedDatesDueOn } from '../../domain/calendar/stored-dates-due-on.ts';
import type { Campaign, DatePath } from '../../domain/campaign/campaign.ts';
import { dueCalendarOf } from '../../domain/campaign/due-calendar.ts';
import type { CustomerReader } from '../../ports.ts';
import { findCandidates } from '../find-candidates.ts';
import { pagesOf } from '../pages-of.ts';

/**
 * How many candidates a day has at most, without a look at their records where the index alone can tell. Counting ends
 * with the first page that leads above `upTo`.
 */
export async function countCandidates(
  customers: CustomerReader,
  campaign: Campaign,
  day: IsoDate,
  upTo: number,
): Promise<number> {
  const { trigger } = campaign;
  let count = 0;
  if (trigger.kind !== 'date' || !isOneEach(trigger.path)) {
    for await (const { candidates } of findCandidates(customers, campaign, day)) {
      count += candidates.length;
      if (count > upTo) break;
    }
    return count;
  }
  const { holder: type, field } = trigger.path;
  const dueCalendar = dueCalendarOf(campaign);
  for (const query of storedDatesDueOn(trigger.rule, day, dueCalendar)) {
    // Two offsets may fall due by the same date.
    const mailsEach = Math.max(1, duesOn(trigger.rule, storedDate(query), day, dueCalendar).length);
    for await (const ids of pagesOf((cursor) => customers.find({ by: 'date', type, field, ...query }, cursor))) {
      count += ids.length * mailsEach;
      if (count > upTo) return count;
    }
  }
  return count;
}

/** True where the record that holds the date concerns one customer. */
function isOneEach({ hops, reach }: DatePath): boolean {
  return hops.length === 0 && reach.kind !== 'through';
}

function storedDate({ monthDay, year }: StoredDateQuery): string {
  return year === undefined ? `--${monthDay}` : `${String(year).padStart(4, '0')}-${monthDay}`;
}
