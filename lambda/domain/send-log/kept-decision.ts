import type { ApprovalDecision } from '../approval/approval-decision.ts';

/** What a person made of a mail of which nobody knew whether it went out. Kept with the send for whoever asks later. */
export interface OutcomeDecision {
  /** It went out; it is to be sent again; it is not to be sent. */
  readonly decision: 'went-out' | 'again' | 'dropped';
  /** The name as typed, or as the identity provider tells it. */
  readonly by: string;
  /** The address that signed in; absent where the stage asks for no sign-in. */
  readonly signedInAs?: string;
  readonly comment: string;
  /** Instant, ISO UTC. */
  readonly at: string;
  /** Which attempt it was about; 0 where the log has lost count. */
  readonly attempt: number;
}

/** A decision that is kept with its send: about its approval, or about what became of it. */
export type KeptDecision = ApprovalDecision | OutcomeDecision;

interface Decided {
  readonly decisions?: readonly KeptDecision[];
}

/** The last word about the approval; undefined when nobody was asked. */
export function lastApproval({ decisions = [] }: Decided): ApprovalDecision | undefined {
  return decisions.findLast((each) => !isOutcomeDecision(each));
}

/** The last word about what became of the mail; undefined when nobody was asked. */
export function lastOutcomeDecision({ decisions = [] }: Decided): OutcomeDecision | undefined {
  return decisions.findLast(isOutcomeDecision);
}

function isOutcomeDecision(kept: KeptDecision): kept is OutcomeDecision {
  return kept.decision === 'went-out' || kept.decision === 'again' || kept.decision === 'dropped';
}
