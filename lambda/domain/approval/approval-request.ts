import type { Campaign } from '../campaign/campaign.ts';
import type { Outcome } from '../cards/outcome-text.ts';
import type { OutgoingMail } from '../message/outgoing-mail.ts';
import type { StoredRecord } from '../records/record.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { Person } from './person.ts';
import type { RequestFact } from './request-facts.ts';

/** A mail that waits, or waited, for a person: what would be sent to whom, and who may decide until when. */
export interface ApprovalRequest {
  readonly row: SendRow;
  /** As it is live; as it was planned when it is live no more; undefined when its version is gone. */
  readonly campaign: Campaign | undefined;
  readonly customer: StoredRecord | undefined;
  readonly approver: Person;
  /** When the mail has become too old to leave, in ms since 1970 UTC. */
  readonly untilMs: number;
  /** As it would leave, with a placeholder for the opt-out link. */
  readonly mail?: OutgoingMail;
  /** `mailDigest` of the mail; '' without one. */
  readonly digest: string;
  /** Why the mail would not leave, or did not, even if approved. */
  readonly blocked?: Outcome;
  readonly facts: readonly RequestFact[];
  /** Addresses of those who uploaded what the mail is made of: the live manifest entry's `uploadedBy`. */
  readonly uploadedBy?: readonly string[];
}
