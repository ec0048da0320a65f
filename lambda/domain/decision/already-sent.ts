import { daysBetween, type IsoDate, isIsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { readField } from '../records/read-field.ts';
import type { StoredRecord } from '../records/record.ts';
import { normalizeLabel } from '../records/record-model.ts';
import type { Candidate } from './candidate.ts';

/** Half a year: a yearly mail sent closer to the due date than this was this year's. */
const HALF_YEAR_DAYS = 182;

/**
 * The day on which an earlier system already sent this occurrence, as the campaign's `lastSentColumn` of the customer
 * tells it; undefined when it did not.
 */
export function alreadySent(campaign: Campaign, candidate: Candidate, customer: StoredRecord): IsoDate | undefined {
  if (campaign.lastSentColumn === undefined) return undefined;
  const sentOn = readColumn(customer, campaign.lastSentColumn, campaign.timeZone);
  if (sentOn === undefined) return undefined;
  const daysAfterDue = daysBetween(candidate.dueOn, sentOn);
  const isYearly = campaign.trigger.kind === 'date' && campaign.trigger.rule.kind === 'yearly';
  const isThisOne = isYearly ? Math.abs(daysAfterDue) <= HALF_YEAR_DAYS : daysAfterDue >= 0;
  return isThisOne ? sentOn : undefined;
}

function readColumn({ fields }: StoredRecord, column: string, timeZone: string): IsoDate | undefined {
  const wanted = normalizeLabel(column);
  const key = column in fields ? column : Object.keys(fields).find((each) => normalizeLabel(each) === wanted);
  const value = key === undefined ? undefined : fields[key];
  if (value === undefined) return undefined;
  const read = readField('date', String(value), timeZone);
  return read.ok && typeof read.value === 'string' && isIsoDate(read.value) ? read.value : undefined;
}
