import type { IsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { RunRow } from '../campaign/run-row.ts';
import { lastValidDay } from '../send-log/validity.ts';

/** Those of a run's days whose mails may still leave when it runs: what is older is told of, not mailed. */
export function daysThatMail(campaign: Campaign, { date, days }: Pick<RunRow, 'date' | 'days'>): readonly IsoDate[] {
  return days.filter((day) => date <= lastValidDay(campaign, day));
}
