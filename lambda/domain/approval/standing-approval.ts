import { lastApproval, lastOutcomeDecision } from '../send-log/kept-decision.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { SendState } from '../send-log/send-state.ts';
import type { ApprovalDecision } from './approval-decision.ts';

/**
 * The approval that a send may leave by, if the mail is still the one that was shown: the last word about it, when it was
 * a yes. It also holds for a mail that a person has sent again.
 */
export function standingApproval(row: Pick<SendRow, 'decisions'>): ApprovalDecision | undefined {
  const last = lastApproval(row);
  return last?.decision === 'approved' ? last : undefined;
}

/**
 * True for a move that ends, without sending it, a mail that a person let go: whoever approved it, or asked to send it
 * again, counts on it, and should hear why.
 */
export function undoesDecision(row: Pick<SendRow, 'decisions'>, state: SendState): boolean {
  const isAwaited = standingApproval(row) !== undefined || lastOutcomeDecision(row)?.decision === 'again';
  return (state === 'skipped' || state === 'cancelled') && isAwaited;
}

/** The decision that takes an approval back. `at` is an ISO instant. */
export function voidDecision(at: string): ApprovalDecision {
  return { decision: 'void', by: '', comment: '', at, digest: '' };
}
