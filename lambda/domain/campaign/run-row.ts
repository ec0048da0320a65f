import type { IsoDate } from '../calendar/plain-date.ts';

/** More mails than `limit` wait for a person, and where that number comes from. */
export interface BrakeLimit {
  readonly limit: number;
  readonly limitFrom: 'expect' | 'usual' | 'first-run';
}

/** Why the brake holds a run: its mails (at least so many where `isMore`) against the limit. */
export interface RunHold extends BrakeLimit {
  readonly mails: number;
  readonly isMore: boolean;
}

/** A person's word on a held run. `by` is a name, `signedInAs` an address; `at` an instant, ISO UTC. */
export interface RunDecision {
  readonly decision: 'released' | 'dropped';
  readonly by: string;
  readonly signedInAs?: string;
  readonly comment: string;
  readonly at: string;
}

/** One run's row: a campaign on a business date. */
export interface RunRow {
  readonly campaign: string;
  readonly date: IsoDate;
  readonly startedAt: string;
  /** The campaign's version that planned it, or began to. */
  readonly version?: string;
  readonly plannedAt?: string;
  readonly drainedAt?: string;
  /** When it was last opened again after it had been drained. */
  readonly reopenedAt?: string;
  /** Days it covered, earliest first. */
  readonly days: readonly IsoDate[];
  readonly counts: Readonly<Record<string, number>>;
  /** Present when the brake holds it, or held it until somebody decided. */
  readonly held?: RunHold;
  /** When people were told that it is held. */
  readonly heldToldAt?: string;
  /** The first decision on a held run; it stands. */
  readonly decision?: RunDecision;
}
