import type { Campaign } from '../campaign/campaign.ts';
import type { RunHold, RunRow } from '../campaign/run-row.ts';
import type { StoredRecord } from '../records/record.ts';

/** A run that the brake holds, or held until somebody decided, as people look at it. */
export interface HeldRunView {
  readonly run: RunRow;
  readonly held: RunHold;
  /** Mails as known by now: an event campaign's day may get more. */
  readonly mails: number;
  /** Absent when it was withdrawn. */
  readonly campaign?: Campaign;
  /** When its mails have become too old, ms since 1970 UTC; 0 when the campaign is gone. */
  readonly untilMs: number;
  /** The campaign's runs before it that had mails, newest first. */
  readonly lastRuns: readonly RunRow[];
  /** Some of those whom it would mail; `customer` is undefined when the record is gone. */
  readonly customers: readonly { readonly id: string; readonly customer: StoredRecord | undefined }[];
}
