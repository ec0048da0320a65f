import type { IsoDate } from '../calendar/plain-date.ts';
import type { CandidateRef } from '../decision/candidate.ts';

/** A customer's choice of mail: whose link it is, and which campaign (by identity) it came from. It never expires. */
export interface ChoiceClaims {
  readonly purpose: 'choice';
  readonly customer: string;
  readonly campaign: string;
}

/** Until when a link is good, in milliseconds since 1970 UTC; whole seconds count. */
interface Expiring {
  readonly untilMs: number;
}

/** One send: `approval` = to be decided on, `mail` = to be looked at, `outcome` = did it go out? */
export interface SendClaims extends Expiring {
  readonly purpose: 'approval' | 'mail' | 'outcome';
  readonly customer: string;
  readonly key: string;
}

/** Everything that waits for one approver, named by the keyed hash of their address. */
export interface ApproverClaims extends Expiring {
  readonly purpose: 'approvals';
  readonly approver: string;
}

/** One occurrence that is still to come: all that its row would be made of, as no row need exist yet. */
export interface StopClaims extends Expiring, CandidateRef {
  readonly purpose: 'stop';
  /** The campaign's id. */
  readonly campaign: string;
}

/** One question whether cards still arrive. */
export interface HeartbeatClaims extends Expiring {
  readonly purpose: 'heartbeat';
  readonly id: string;
}

/** One run, held by the brake: to be released or dropped. */
export interface RunClaims extends Expiring {
  readonly purpose: 'run';
  /** The campaign's id. */
  readonly campaign: string;
  readonly date: IsoDate;
}

/** One uploaded file that waits for a person: to be taken in or dropped. */
export interface UploadClaims extends Expiring {
  readonly purpose: 'upload';
  /** The file's key in the bucket, and when it was put there (ISO UTC). */
  readonly key: string;
  readonly at: string;
}

/** The dates of records that look made up: to be accepted. */
export interface SuspectsClaims extends Expiring {
  readonly purpose: 'suspects';
  readonly type: string;
}

/** What a link says it is for. Ids only, as a token is signed, not secret. */
export type LinkClaims =
  | ChoiceClaims
  | SendClaims
  | ApproverClaims
  | StopClaims
  | HeartbeatClaims
  | RunClaims
  | UploadClaims
  | SuspectsClaims;

export type LinkPurpose = LinkClaims['purpose'];

/** The first segment of a page's path, by the purpose of its link: `/<path>/<token>`. */
export const linkPaths: Readonly<Record<LinkPurpose, string>> = {
  choice: 'u',
  approval: 'a',
  approvals: 'l',
  mail: 'm',
  stop: 's',
  heartbeat: 'h',
  outcome: 'o',
  run: 'r',
  upload: 'i',
  suspects: 'd',
};
