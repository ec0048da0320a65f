import type { IsoDate } from '../calendar/plain-date.ts';
import type { KeptDecision } from './kept-decision.ts';
import type { Reason, SendState } from './send-state.ts';

/** Names one send: the customer, and the occurrence's key (`campaign#record#occasion#offset`). */
export interface SendRef {
  readonly customer: string;
  readonly key: string;
}

/** One occurrence's row in the send log. Kept near 1 KB: ids and dates, and the word of those who decided. */
export interface SendRow extends SendRef {
  readonly campaign: string;
  /** `type/id` of the record that holds the date; the customer itself for events and whole-list triggers. */
  readonly record: string;
  /** Ids of the other records between the date and the customer, by type, to find the mail's words again. */
  readonly path: Readonly<Record<string, string>>;
  /** The nominal date. */
  readonly date: IsoDate;
  readonly dueOn: IsoDate;
  /** ISO duration, or ''. */
  readonly offset: string;
  readonly state: SendState;
  readonly reason: Reason;
  readonly version: string;
  readonly messageId: string;
  /** Instant of the last change, ISO UTC. */
  readonly at: string;
  /** How often a mail was attempted. */
  readonly attempt: number;
  /** When the last attempt began, ISO UTC: later events change `at`, not this. Absent before the first one. */
  readonly sentAt?: string;
  /** The keyed hash of the address that the last attempt was for. Absent before the first one. */
  readonly addressHash?: string;
  /** What people said of it, oldest first; the last one about the same question counts. Absent when nobody was asked. */
  readonly decisions?: readonly KeptDecision[];
  /** When the approver was reminded by mail, or somebody was asked by card what became of the mail; ISO UTC. */
  readonly remindedAt?: string;
}

/** `customer#key`, the form used as a map key. */
export function sendName({ customer, key }: SendRef): string {
  return `${customer}#${key}`;
}
