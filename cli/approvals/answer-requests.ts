import { lastApproval } from '../../lambda/domain/send-log/kept-decision.ts';
import type { SendLog } from '../../lambda/ports.ts';
import type { ApprovalTools } from '../../lambda/use-cases/approval-request.ts';
import { type Answered, type Ask, answerRequest, type TerminalAnswer } from './answer-request.ts';
import { answeredText } from './answered-text.ts';
import { findRequests } from './find-requests.ts';
import type { Reply } from './reply.ts';

/** Answers the requests one after the other. Ok when each is decided as asked, or left on purpose. */
export async function answerRequests(
  tools: ApprovalTools & { readonly sendLog: Pick<SendLog, 'waiting'> },
  ids: readonly string[],
  answer: TerminalAnswer,
  ask: Ask,
): Promise<Reply> {
  const answers: { readonly id: string; readonly answered: Answered }[] = [];
  for (const { id, ref } of await findRequests(tools, ids)) {
    const answered = ref === undefined ? ({ kind: 'unknown' } as const) : await answerRequest(tools, ref, answer, ask);
    answers.push({ id, answered });
  }
  return {
    json: answers.map(({ id, answered }) => ({ id, outcome: answered.kind, ...detailsOf(answered) })),
    text: answers.map(({ id, answered }) => answeredText(id, answered, tools.stage)).join('\n'),
    ok: answers.every(({ answered: { kind } }) => kind === 'decided' || kind === 'left'),
  };
}

function detailsOf(answered: Answered) {
  if (answered.kind === 'unknown') return {};
  const { row, digest, blocked } = answered.request;
  const last = lastApproval(row);
  return {
    ...{ customer: row.customer, campaign: row.campaign, state: row.state, digest },
    ...(last && { decision: last }),
    ...(blocked && { blocked }),
  };
}
