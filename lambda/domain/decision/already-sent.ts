import { shiftDate } from '../calendar/duration.ts';
import { daysBetween, type IsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { StoredRecord } from '../records/record.ts';
import type { CandidateRef } from './candidate.ts';
import { lastSentOn } from './last-sent-on.ts';

/** Half a year: a yearly mail sent closer to the due date than this was this year's. */
export const halfYearDays = 182;

/** The day on which an earlier system already sent this occurrence; undefined when it did not. */
export function alreadySent(
  campaign: Campaign,
  candidate: Pick<CandidateRef, 'nominal' | 'dueOn'>,
  customer: StoredRecord,
): IsoDate | undefined {
  const sentOn = lastSentOn(campaign, customer);
  return sentOn !== undefined && standsFor(campaign, candidate, sentOn) ? sentOn : undefined;
}

/** Whether a mail that left on `sentOn` was this occurrence's: this year's for yearly ones, else one that was due by then. */
export function standsFor(
  { trigger }: Campaign,
  { nominal, dueOn }: Pick<CandidateRef, 'nominal' | 'dueOn'>,
  sentOn: IsoDate,
): boolean {
  const rule = trigger.kind === 'date' ? trigger.rule : undefined;
  if (rule?.kind === 'yearly') return Math.abs(daysBetween(dueOn, sentOn)) <= halfYearDays;
  // What stays due day after day was due from the first of them on.
  return sentOn >= (rule?.kind === 'within' ? shiftDate(nominal, rule.within, -1) : dueOn);
}
