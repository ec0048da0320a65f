import { shiftDate } from '../domain/calendar/duration.ts';
import { addDays, type IsoDate } from '../domain/calendar/plain-date.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import { lastMissedDay } from '../domain/campaign/next-run.ts';
import type { CampaignStore } from '../ports.ts';
import type { LiveCampaign } from './live-campaign.ts';

/** Days that a run looks back at least: what is older than `validFor` is not mailed, but told of. */
const LOOK_BACK_DAYS = 31;

/** From the day after the last complete one to `date`; a campaign's first run covers its own day only. */
export async function daysToCover(
  campaigns: CampaignStore,
  { entry, version }: LiveCampaign,
  campaign: string,
  date: IsoDate,
): Promise<readonly IsoDate[]> {
  const watermark = await campaigns.watermark(campaign);
  const done =
    watermark === undefined
      ? addDays(date, -1)
      : latest(watermark, lastMissedDay(version.campaign, Date.parse(entry.enabledAt)));
  const days: IsoDate[] = [];
  const oldestValid = shiftDate(date, version.campaign.validFor, -1);
  const first = latest(addDays(done, 1), earliest(oldestValid, addDays(date, -LOOK_BACK_DAYS)));
  for (let day = first; day <= date; day = addDays(day, 1)) {
    if (isActiveOn(version.campaign, day) || day === date) days.push(day);
  }
  return days;
}

function earliest(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

function latest(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}
