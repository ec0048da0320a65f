import { shiftDate } from '../calendar/duration.ts';
import { addDays, type IsoDate } from '../calendar/plain-date.ts';
import { instantOf } from '../calendar/zone.ts';
import type { Campaign } from '../campaign/campaign.ts';

/** The last day on which a mail due on `dueOn` may still leave. */
export function lastValidDay({ validFor }: Campaign, dueOn: IsoDate): IsoDate {
  return shiftDate(dueOn, validFor, 1);
}

/** The instant (ms since 1970 UTC) at which a mail due on `dueOn` has become too old. */
export function expiryMs(campaign: Campaign, dueOn: IsoDate): number {
  return instantOf(addDays(lastValidDay(campaign, dueOn), 1), '00:00', campaign.timeZone);
}
