import { lastOutcomeDecision } from '../../lambda/domain/send-log/kept-decision.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { SendLog } from '../../lambda/ports.ts';
import type { ApprovalTools } from '../../lambda/use-cases/approval-request.ts';
import { type OutcomeAnswer, type SettledOutcome, settleOutcome } from '../../lambda/use-cases/settle-outcome.ts';
import type { Reply } from '../approvals/reply.ts';
import { requestId } from '../approvals/request-id.ts';
import type { StageTools } from '../stage/stage-tools.ts';
import { findOutcomes, type OutcomeScope, pickOutcomes } from './find-outcomes.ts';
import { outcomeTable, settledText } from './outcome-text.ts';

/** What a person at the terminal answers. */
export type TerminalAnswer = Omit<OutcomeAnswer, 'attempt'>;

/** Shows the mails that are meant and answers whether the person goes on. */
export type Ask = (rows: readonly SendRow[]) => Promise<boolean>;

type SettleTools = ApprovalTools & { readonly sendLog: Pick<SendLog, 'waiting'> };

/** The mails of unknown outcome, the oldest first. */
export async function listOutcomes(tools: StageTools, scope: OutcomeScope): Promise<Reply> {
  const rows = await findOutcomes(tools, scope);
  return { json: rows.map(outcomeLine), text: outcomeTable(rows, tools.stage), ok: true };
}

/**
 * Gives the mails one answer, those of the ids or else all within the scope, after asking once. Ok when each is settled
 * by it, or all were left on purpose.
 */
export async function settleOutcomes(
  tools: SettleTools,
  { ids, scope }: { readonly ids: readonly string[]; readonly scope: OutcomeScope },
  answer: TerminalAnswer,
  ask: Ask,
): Promise<Reply> {
  const found = await findOutcomes(tools, scope);
  const { picked, unknown } = ids.length === 0 ? { picked: found, unknown: [] } : pickOutcomes(found, ids);
  if (picked.length > 0 && !(await ask(picked))) {
    return { json: [], text: 'Left as they are.', ok: true };
  }
  const settled: SettledOutcome[] = [];
  for (const row of picked) {
    const outcome = await settleOutcome(tools, row, { ...answer, attempt: row.attempt });
    if (outcome !== undefined) settled.push(outcome);
  }
  return {
    json: [...unknown.map((id) => ({ id, outcome: 'unknown' })), ...settled.map(settledJson)],
    text: [
      ...unknown.map((id) => `${id}: no such mail is of unknown outcome. "fushime settle" lists those that are.`),
      ...settled.map((each) => settledText(each, tools.stage)),
      ...(picked.length + unknown.length === 0 ? ['No mail is of unknown outcome.'] : []),
    ].join('\n'),
    ok: unknown.length === 0 && settled.every(({ kind }) => kind === 'settled'),
  };
}

function outcomeLine(row: SendRow) {
  const { customer, campaign, dueOn: due, attempt, reason, sentAt } = row;
  return { id: requestId(row), customer, campaign, due, attempt, ...(sentAt && { attemptedAt: sentAt }), reason };
}

function settledJson({ kind, request: { row, blocked } }: SettledOutcome) {
  const { customer, campaign, state, reason } = row;
  const decision = lastOutcomeDecision(row);
  return {
    ...{ id: requestId(row), outcome: kind, customer, campaign, state, reason },
    ...(decision && { decision }),
    ...(blocked && { blocked }),
  };
}
