import type { SendRow } from '../send-log/send-row.ts';
import type { SendState } from '../send-log/send-state.ts';
import type { ApprovalDecision } from './approval-decision.ts';

/** The approval that a send may leave by, if the mail is still the one that was shown: the last word, when it was a yes. */
export function standingApproval({ decisions }: Pick<SendRow, 'decisions'>): ApprovalDecision | undefined {
  const last = decisions?.at(-1);
  return last?.decision === 'approved' ? last : undefined;
}

/** True for a move that ends an approved mail without sending it: whoever approved it counts on it, and should hear why. */
export function undoesApproval(row: Pick<SendRow, 'decisions'>, state: SendState): boolean {
  return (state === 'skipped' || state === 'cancelled') && standingApproval(row) !== undefined;
}

/** The decision that takes an approval back. `at` is an ISO instant. */
export function voidDecision(at: string): ApprovalDecision {
  return { decision: 'void', by: '', comment: '', at, digest: '' };
}
