import { keptWords } from '../domain/approval/kept-words.ts';
import { isNews, sendNotice } from '../domain/notices/send-notice.ts';
import type { OutcomeDecision } from '../domain/send-log/kept-decision.ts';
import type { SendRef, SendRow } from '../domain/send-log/send-row.ts';
import type { SendPatch } from '../ports.ts';
import type { ApprovalTools } from './approval-request.ts';
import { againMessages } from './messages.ts';
import { type OutcomeRequest, readOutcomeRequest } from './outcome-request.ts';

/** A person's word on a mail of unknown outcome. `attempt` is the one that the person was asked about. */
export type OutcomeAnswer = Omit<OutcomeDecision, 'at'>;

/**
 * What came of an answer: the mail is `settled` by it; `already`, by somebody else's word (the last one about it in
 * `request.row.decisions`) or by an event; meanwhile attempted again, so that the question has `changed`; or `blocked`: it
 * would not leave again. `request` is as it stands afterwards.
 */
export interface SettledOutcome {
  readonly kind: 'settled' | 'already' | 'changed' | 'blocked';
  readonly request: OutcomeRequest;
}

/**
 * Settles a mail of unknown outcome by a person's word, once: the first answer wins. What is to be sent again goes back to
 * plan and is decided again in full; should the message to plan be lost, sweep makes it good. Undefined when there is no such send.
 */
export async function settleOutcome(
  tools: ApprovalTools,
  ref: SendRef,
  answer: OutcomeAnswer,
): Promise<SettledOutcome | undefined> {
  const request = await readOutcomeRequest(tools, ref);
  if (request === undefined) return undefined;
  const refusal = whyNotNow(request, answer);
  if (refusal !== undefined) return { kind: refusal, request };
  const isSettled = await settle(tools, request.row, answer);
  const after = (await readOutcomeRequest(tools, ref)) ?? request;
  return { kind: isSettled ? 'settled' : (whyNotNow(after, answer) ?? 'already'), request: after };
}

function whyNotNow(
  { row, blocked }: OutcomeRequest,
  { decision, attempt }: OutcomeAnswer,
): Exclude<SettledOutcome['kind'], 'settled'> | undefined {
  if (row.state !== 'uncertain') return 'already';
  if (row.attempt !== attempt) return 'changed';
  return decision === 'again' && blocked !== undefined ? 'blocked' : undefined;
}

async function settle(tools: ApprovalTools, row: SendRow, answer: OutcomeAnswer): Promise<boolean> {
  const at = new Date(tools.clock.nowMs()).toISOString();
  const verdict = verdictOf(row, answer.decision);
  const decided = { ...answer, ...keptWords(answer), at };
  const moved = await tools.sendLog.move(row, ['uncertain'], { ...verdict, at, decided, afterAttempt: row.attempt });
  if (!moved) return false;
  if (answer.decision === 'again') await tools.queues.plan(againMessages([row]));
  if (isNews(row, verdict)) await tools.queues.notify([sendNotice(row, verdict)]);
  return true;
}

function verdictOf(row: SendRow, decision: OutcomeAnswer['decision']): Pick<SendPatch, 'state' | 'reason' | 'sentAt'> {
  switch (decision) {
    case 'went-out':
      return { state: 'sent', reason: 'went-out-by-person' };
    case 'again':
      return {
        ...{ state: 'waiting', reason: 'again-by-person' },
        // The attempt that a restored log has forgotten counts: its events must not be taken for the next one's.
        ...(row.reason === 'log-restored' && { sentAt: row.sentAt ?? row.at }),
      };
    case 'dropped':
      return { state: 'cancelled', reason: 'dropped-by-person' };
  }
}
