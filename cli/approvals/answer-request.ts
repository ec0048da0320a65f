import { standingOf } from '../../lambda/domain/pages/request-view.ts';
import { lastApproval } from '../../lambda/domain/send-log/kept-decision.ts';
import type { SendRef } from '../../lambda/domain/send-log/send-row.ts';
import { type ApprovalAnswer, decideApproval } from '../../lambda/use-cases/approval-decide.ts';
import { type ApprovalRequest, type ApprovalTools, readApproval } from '../../lambda/use-cases/approval-request.ts';

/** What a person at the terminal answers with. Without a digest they are shown the mail and asked. */
export interface TerminalAnswer extends Omit<ApprovalAnswer, 'digest'> {
  readonly digest?: string;
}

/**
 * What became of a request: what the use case says, or `left` = the person said no to the question, `second-person` =
 * to be decided by somebody who has signed in, `unknown` = there is no such request.
 */
export type Answered =
  | {
      readonly kind: 'decided' | 'already' | 'changed' | 'too-late' | 'blocked' | 'left' | 'second-person';
      readonly request: ApprovalRequest;
    }
  | { readonly kind: 'unknown' };

/** Shows the request as it stands and answers whether the person goes on. */
export type Ask = (request: ApprovalRequest) => Promise<boolean>;

/** Answers one request: at once where a digest says which mail is meant, else after asking. The first answer wins. */
export async function answerRequest(
  tools: ApprovalTools,
  ref: SendRef,
  answer: TerminalAnswer,
  ask: Ask,
): Promise<Answered> {
  const request = await readApproval(tools, ref);
  if (request === undefined || wasNeverAsked(request)) return { kind: 'unknown' };
  // Who somebody is cannot be known here, so neither can whether they are the second person.
  if (request.campaign?.secondPerson) return { kind: 'second-person', request };
  const standing = standingOf(request, tools.clock.nowMs());
  if (standing.kind === 'decided') return { kind: 'already', request };
  // What would not leave can still be rejected, as long as it waits for somebody.
  const isRejectable = standing.kind === 'blocked' && request.row.state === 'awaiting-approval';
  if (standing.kind !== 'pending' && !(isRejectable && answer.decision === 'rejected')) {
    return { kind: standing.kind, request };
  }
  if (answer.digest === undefined && !(await ask(request))) return { kind: 'left', request };
  const outcome = await decideApproval(tools, ref, { ...answer, digest: answer.digest ?? request.digest });
  return outcome ?? { kind: 'unknown' };
}

/** Other rows wait too: for quota, for a brake, for a paused stage. */
function wasNeverAsked({ row }: ApprovalRequest): boolean {
  return row.state !== 'awaiting-approval' && lastApproval(row) === undefined;
}
