import type { ApprovalDecision } from '../domain/approval/approval-decision.ts';
import { keptWords } from '../domain/approval/kept-words.ts';
import { sendNotice } from '../domain/notices/send-notice.ts';
import { dueInstantMs } from '../domain/send-log/due-instant.ts';
import { lastApproval } from '../domain/send-log/kept-decision.ts';
import type { SendRef } from '../domain/send-log/send-row.ts';
import { type ApprovalRequest, type ApprovalTools, readApproval } from './approval-request.ts';
import { againMessages } from './messages.ts';

/** A person's word on a request. `digest` names the mail that the person saw. */
export interface ApprovalAnswer {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly signedInAs?: string;
  readonly comment: string;
  readonly digest: string;
}

/**
 * What came of an answer: `decided` by it; `already` by somebody else's, the last such word in `request.row.decisions`; the mail has
 * `changed` since it was shown; its time is over (`too-late`); it would not leave any more (`blocked`).
 * `request` is as it stands afterwards.
 */
export interface ApprovalOutcome {
  readonly kind: 'decided' | 'already' | 'changed' | 'too-late' | 'blocked';
  readonly request: ApprovalRequest;
}

/**
 * Answers a request, once: the first answer wins. An approved mail goes back to plan, at once or when it is due; should
 * the message to plan be lost, sweep makes it good. A rejection may come for a mail that has changed: nothing leaves.
 */
export async function decideApproval(
  tools: ApprovalTools,
  ref: SendRef,
  answer: ApprovalAnswer,
): Promise<ApprovalOutcome | undefined> {
  const request = await readApproval(tools, ref);
  if (request === undefined) return undefined;
  const refusal = whyNotNow(request, answer, tools.clock.nowMs());
  if (refusal !== undefined) {
    // Whoever says it twice may have been cut off the first time, before anybody else was told.
    if (refusal === 'already' && isRepeated(request, answer))
      await tools.queues.notify([sendNotice(request.row, rejected)]);
    return { kind: refusal, request };
  }
  const isDecided =
    answer.decision === 'approved' ? await approve(tools, request, answer) : await reject(tools, request, answer);
  const after = (await readApproval(tools, ref)) ?? request;
  return { kind: isDecided ? 'decided' : (settledKind(after) ?? 'already'), request: after };
}

function whyNotNow(
  request: ApprovalRequest,
  { decision, digest }: ApprovalAnswer,
  nowMs: number,
): ApprovalOutcome['kind'] | undefined {
  const settled = settledKind(request);
  if (settled !== undefined) return settled;
  if (nowMs >= request.untilMs) return 'too-late';
  if (decision === 'rejected') return undefined;
  if (request.blocked !== undefined || request.digest === '') return 'blocked';
  return digest === request.digest ? undefined : 'changed';
}

/** What to say of a request that waits for nobody any more. */
function settledKind({ row }: ApprovalRequest): ApprovalOutcome['kind'] | undefined {
  if (row.state === 'awaiting-approval') return undefined;
  const last = lastApproval(row);
  if (last !== undefined && last.decision !== 'void') return 'already';
  return row.state === 'expired' ? 'too-late' : 'blocked';
}

async function approve(tools: ApprovalTools, { row, campaign }: ApprovalRequest, answer: ApprovalAnswer) {
  const nowMs = tools.clock.nowMs();
  const leavesMs = campaign === undefined ? nowMs : Math.max(nowMs, dueInstantMs(campaign, row));
  const moved = await tools.sendLog.move(row, ['awaiting-approval'], {
    ...{ state: 'waiting', reason: 'approved', at: iso(nowMs), notBefore: iso(leavesMs), whileDueOn: row.dueOn },
    decided: decisionOf(answer, nowMs),
  });
  const { customer, key } = row;
  if (moved && leavesMs <= nowMs) await tools.queues.plan(againMessages([{ customer, key }]));
  return moved;
}

const rejected = { state: 'rejected', reason: 'approval-rejected' } as const;

function isRepeated({ row }: ApprovalRequest, { decision, by }: ApprovalAnswer): boolean {
  const last = lastApproval(row);
  return row.state === 'rejected' && decision === 'rejected' && last?.decision === 'rejected' && last.by === by;
}

async function reject(tools: ApprovalTools, { row }: ApprovalRequest, answer: ApprovalAnswer) {
  const nowMs = tools.clock.nowMs();
  const decided = decisionOf(answer, nowMs);
  const moved = await tools.sendLog.move(row, ['awaiting-approval'], {
    ...{ ...rejected, at: iso(nowMs), decided, whileDueOn: row.dueOn },
  });
  if (moved) await tools.queues.notify([sendNotice(row, rejected)]);
  return moved;
}

function decisionOf({ decision, signedInAs, digest, ...said }: ApprovalAnswer, nowMs: number): ApprovalDecision {
  return {
    ...{ decision, ...keptWords(said), at: iso(nowMs) },
    // A rejection is taken whatever digest the form brought: only what can be one is kept.
    digest: /^[\w-]{43}$/.test(digest) ? digest : '',
    ...(signedInAs !== undefined && { signedInAs }),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
