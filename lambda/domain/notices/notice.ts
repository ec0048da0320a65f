import type { IsoDate } from '../calendar/plain-date.ts';
import type { Problem } from '../campaign/problem.ts';
import type { CandidateRef } from '../decision/candidate.ts';
import type { EventProblem } from '../events/event-problem.ts';
import type { SuspectCount, Upload } from '../import/upload.ts';
import type { Reason, SendState } from '../send-log/send-state.ts';
import type { GateCause } from '../sending/mail-gate.ts';

/** One occurrence that falls due today or soon, as the gates see it this morning. */
export interface DigestEntry extends CandidateRef {
  readonly campaign: string;
  readonly decision: 'send' | 'ask' | 'stop' | 'skip';
  readonly reason: Reason;
}

/** Something a person should know. It carries ids; names are looked up when the card is written. */
export type Notice =
  | {
      readonly kind: 'send';
      readonly campaign: string;
      readonly customer: string;
      readonly key: string;
      readonly state: SendState;
      readonly reason: Reason;
    }
  | {
      readonly kind: 'run';
      readonly campaign: string;
      readonly date: IsoDate;
      /** Rows written by the run, by `state` or `state:reason`. */
      readonly counts: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'published';
      readonly campaign: string;
      readonly version: string;
      /** The next day the campaign runs with somebody due, if one is near. */
      readonly nextRun: IsoDate | undefined;
      readonly due: number;
      readonly lackingConsent: number;
    }
  | { readonly kind: 'rejected-file'; readonly file: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'withdrawn'; readonly campaign: string }
  /** Nobody has decided for some hours: the approver is asked again, by mail. */
  | { readonly kind: 'approval-reminder'; readonly campaign: string; readonly customer: string; readonly key: string }
  /** What one owner's customers, or one channel's, get from today to the next working day. `more` counts those not listed. */
  | {
      readonly kind: 'digest';
      readonly date: IsoDate;
      readonly entries: readonly DigestEntry[];
      readonly more: readonly (Pick<DigestEntry, 'campaign' | 'dueOn' | 'decision'> & { readonly count: number })[];
    }
  /** From a schedule: ask on every webhook whether cards still arrive. Instant, ISO UTC. */
  | { readonly kind: 'heartbeat'; readonly scheduledTime: string }
  /** Nobody answered: operators are told by mail. */
  | { readonly kind: 'heartbeat-missed'; readonly ids: readonly string[] }
  /** Nobody has told what became of a mail: somebody is asked. */
  | {
      readonly kind: 'outcome-request';
      readonly campaign: string;
      readonly customer: string;
      readonly key: string;
      readonly isReminder: boolean;
    }
  /** The brake holds a run: somebody is to release it or to drop it. */
  | {
      readonly kind: 'run-held';
      readonly campaign: string;
      readonly date: IsoDate;
      /** Mails that the run would send; at least so many where `isMore`. */
      readonly mails: number;
      readonly isMore: boolean;
      /** More than this wait for a person, and where the number comes from. */
      readonly limit: number;
      readonly limitFrom: 'expect' | 'usual' | 'first-run';
    }
  /** A campaign's run should have begun by now and had not; it has been started. Instant, ISO UTC. */
  | { readonly kind: 'run-missed'; readonly campaign: string; readonly date: IsoDate; readonly scheduledTime: string }
  /** A run has not come to its end long after it began: rows not yet settled, by `state` or `state:reason`. */
  | {
      readonly kind: 'run-unfinished';
      readonly campaign: string;
      readonly date: IsoDate;
      readonly counts: Readonly<Record<string, number>>;
    }
  /** No mail leaves the account for now, or mail leaves again. */
  | {
      readonly kind: 'gate';
      readonly state: 'closed' | 'open';
      readonly cause: GateCause;
      /** When it closed or opened. Instants, ISO UTC. */
      readonly at: string;
      /** When it had closed, where it is open again. */
      readonly since?: string;
    }
  | {
      readonly kind: 'imported';
      readonly file: string;
      readonly created: number;
      readonly updated: number;
      readonly unchanged: number;
      readonly rejected: number;
      /** Records taken away, as the file was the whole of its type. */
      readonly removed?: number;
      /** Rows taken all the same that somebody should see to: the same id or address twice, a made-up date … */
      readonly warnings?: number;
      /** Dates that look made up and start no mail until somebody accepts them. */
      readonly suspects?: readonly SuspectCount[];
      readonly type?: string;
      /** Where the rejected rows are listed, when there are any. */
      readonly errorFile?: string;
    }
  /** An uploaded file would change more than is likely: somebody is to take it in or to drop it. */
  | ({
      readonly kind: 'upload-held';
      /** When a file of the same type came that is newer, and stored already. ISO UTC. */
      readonly newerAt?: string;
    } & Pick<Upload, 'key' | 'at' | 'hold' | 'rows'>)
  /** A system sent an event that cannot be read; it lies among the dead letters. */
  | {
      readonly kind: 'event-refused';
      /** The event's own id, type and source, as far as it has them; no content. */
      readonly id: string;
      readonly detailType: string;
      readonly source: string;
      readonly problems: readonly EventProblem[];
    }
  /** A customer refused further mail: other systems hear of it. Instant, ISO UTC. */
  | {
      readonly kind: 'opted-out';
      readonly customer: string;
      readonly scope: string;
      readonly at: string;
      readonly source: string;
    };
