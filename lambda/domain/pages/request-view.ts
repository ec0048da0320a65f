import type { ApprovalDecision } from '../approval/approval-decision.ts';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import type { Outcome } from '../cards/outcome-text.ts';
import { type StoredRecord, textOf } from '../records/record.ts';
import { lastApproval } from '../send-log/kept-decision.ts';
import type { SendRow } from '../send-log/send-row.ts';

/** Where a request stands: still to be decided, decided by somebody, past its time, or no longer needed. */
export type Standing =
  | { readonly kind: 'pending' }
  | { readonly kind: 'decided'; readonly decision: ApprovalDecision }
  | { readonly kind: 'too-late' }
  | { readonly kind: 'blocked'; readonly outcome: Outcome };

/** Where the request stands at an instant (ms), whatever sweep has made of it by then. */
export function standingOf({ row, untilMs, mail, blocked }: ApprovalRequest, nowMs: number): Standing {
  if (row.state === 'awaiting-approval') {
    if (nowMs >= untilMs) return { kind: 'too-late' };
    if (blocked !== undefined) return { kind: 'blocked', outcome: blocked };
    return mail ? { kind: 'pending' } : { kind: 'blocked', outcome: { state: 'skipped', reason: 'render-error' } };
  }
  const decision = lastApproval(row);
  if (decision !== undefined && decision.decision !== 'void') return { kind: 'decided', decision };
  if (row.state === 'expired') return { kind: 'too-late' };
  return { kind: 'blocked', outcome: { state: row.state, reason: row.reason } };
}

/** The campaign as people call it; its id when it is gone. */
export function campaignName({ row, campaign }: Pick<ApprovalRequest, 'row' | 'campaign'>): string {
  return campaign?.name ?? row.campaign;
}

/** What a page needs to name a customer. */
export interface NamedView {
  readonly row: Pick<SendRow, 'customer'>;
  readonly customer?: StoredRecord | undefined;
}

/** The customer as people call them; the id when the name is gone or empty. */
export function customerName({ row, customer }: NamedView): string {
  return textOf(customer, 'name') || textOf(customer, 'company') || row.customer;
}
