import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { type MessageContext, messageContext } from '../domain/message/message-context.ts';
import { textOf } from '../domain/records/record.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { CandidateRecords } from './candidate-records.ts';

/** What a candidate's mail is written about. */
export interface MailOccasion {
  readonly campaign: Campaign;
  readonly candidate: Candidate;
  readonly records: CandidateRecords;
  /** The day the mail leaves, in the campaign's zone. */
  readonly today: IsoDate;
  readonly unsubscribeUrl: string;
}

/** What a template sees of a candidate: the one way from records to words, for a mail that is shown as for one that leaves. */
export function candidateContext(
  stage: StageConfig,
  { campaign, candidate, records, today, unsubscribeUrl }: MailOccasion,
): MessageContext {
  const { customer, onPath } = records;
  return messageContext({
    ...{ customer, records: onPath, today, campaign, candidate, stage, unsubscribeUrl },
    ...eventOf(records),
  });
}

/** What came with a candidate's event, under `event`; nothing without one. Import stores it as JSON text. */
export function eventOf({ event }: CandidateRecords): { readonly event?: unknown } {
  return event === undefined ? {} : { event: JSON.parse(textOf(event, 'data') || '{}') };
}
