import type { IsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { FieldValue, StoredRecord } from '../records/record.ts';
import type { ConsentPolicy } from '../stage-config.ts';
import type { Candidate } from './candidate.ts';
import type { Refusals } from './refusals.ts';

/** A mail that this customer already got from the same campaign. */
export interface EarlierMail {
  readonly reason: 'recently-sent' | 'already-sent';
  readonly on: IsoDate;
}

/** The date that a trigger looks at: `name` is what reasons call it (`birthday`, `contract.endDate`). */
export interface OccasionDate {
  readonly name: string;
  readonly value: FieldValue | null;
  /** It looks made up, and nobody has accepted it. */
  readonly isSuspect: boolean;
}

/** Everything that the gates look at. What is costly to know is a function, asked only when a gate needs it. */
export interface Facts {
  readonly campaign: Campaign;
  readonly candidate: Candidate;
  readonly customer: StoredRecord;
  readonly consentPolicy: ConsentPolicy;
  /** The campaign is published, enabled and within its active dates. */
  readonly live: boolean;
  readonly accepts: () => boolean;
  /** Absent for triggers that look at no record's date. */
  readonly date?: OccasionDate;
  readonly refused: Refusals;
  /** The address the mail would go to, '' when there is none. */
  readonly address: string;
  /** Names of required values that are empty. */
  readonly missing: () => readonly string[];
  readonly earlier: EarlierMail | undefined;
}
