import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { type Decision, stateFor } from '../domain/decision/decision.ts';
import { isWorthTelling } from '../domain/notices/is-worth-telling.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { mayPlanAgain } from '../domain/send-log/may-plan-again.ts';
import { newRow } from '../domain/send-log/new-row.ts';
import type { SendRef, SendRow } from '../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../domain/send-log/send-state.ts';
import { expiryMs, lastValidDay } from '../domain/send-log/validity.ts';
import type { Clock, Queues } from '../ports.ts';
import { judgeCandidates, roundsOf } from './judge-candidates.ts';
import type { CandidateQuestion, CandidateSources } from './know-candidates.ts';

/** What planning needs beside the candidates' sources. */
export interface PlanTools extends CandidateSources {
  readonly queues: Queues;
  readonly clock: Clock;
}

/** What planning came to: the rows written, by `state` or `state:reason`, and the mails to be offered to the sender. */
export interface Planned {
  readonly counts: Readonly<Record<string, number>>;
  readonly mails: readonly SendRef[];
}

/**
 * Decides candidates and writes what was decided in the send log, each occurrence once: a second call writes nothing.
 * What people should know becomes a notice; offering the mails to the sender is left to the caller, as the last thing
 * to do: sweep makes good a mail that was not offered, but nothing a card that was not written. With `held`, what would
 * be mailed waits for a person.
 */
export async function planCandidates(
  tools: PlanTools,
  question: CandidateQuestion,
  candidates: readonly Candidate[],
  { held = false }: { readonly held?: boolean } = {},
): Promise<Planned> {
  const written: SendRow[] = [];
  for (const round of roundsOf(question.version.campaign, candidates)) {
    const at = new Date(tools.clock.nowMs()).toISOString();
    const judged = await judgeCandidates(tools, question, round);
    const rows = judged.map(({ candidate, decision }) =>
      newRow(question.version, candidate, verdictOf(question, candidate, decision, held), at),
    );
    const fresh = await Promise.all(rows.map((row) => writeRow(tools, question, row)));
    written.push(...fresh.filter((row) => row !== undefined));
  }
  await tools.queues.notify(written.filter(({ state, reason }) => isWorthTelling(state, reason)).map(noticeOf));
  const mails = written.filter(({ state }) => state === 'planned').map(({ customer, key }) => ({ customer, key }));
  return { counts: countRows(written), mails };
}

/** What became of a mail that was due too long ago is told, instead of mailing it late. */
function verdictOf(
  { version: { campaign }, today }: CandidateQuestion,
  { dueOn }: Candidate,
  decision: Decision,
  held: boolean,
): { readonly state: SendState; readonly reason: Reason } {
  const wantsToLeave = decision.kind === 'send' || decision.kind === 'ask';
  if (wantsToLeave && isTooLate(today, lastValidDay(campaign, dueOn))) return { state: 'expired', reason: 'late' };
  if (held && decision.kind === 'send') return { state: 'waiting', reason: 'brake' };
  return { state: stateFor(decision), reason: decision.reason };
}

function isTooLate(today: IsoDate, lastDay: IsoDate): boolean {
  return today > lastDay;
}

async function writeRow(
  { sendLog }: PlanTools,
  { version: { campaign } }: CandidateQuestion,
  row: SendRow,
): Promise<SendRow | undefined> {
  const notBefore = isWaiting(row) ? new Date(expiryMs(campaign, row.dueOn)).toISOString() : undefined;
  const existing = await sendLog.insert(row, notBefore);
  if (existing === undefined) return row;
  if (!mayPlanAgain(existing, row)) return undefined;
  const { state, reason, at, version, dueOn, path } = row;
  const moved = await sendLog.move(row, [existing.state], {
    ...{ state, reason, at, version, dueOn, path },
    ...(notBefore !== undefined && { notBefore }),
  });
  return moved ? row : undefined;
}

/** What waits for a person is looked at again when it has become too old. */
function isWaiting({ state }: SendRow): boolean {
  return state === 'awaiting-approval' || state === 'waiting';
}

function noticeOf({ campaign, customer, key, state, reason }: SendRow): Notice {
  return { kind: 'send', campaign, customer, key, state, reason };
}

function countRows(rows: readonly SendRow[]): Planned['counts'] {
  const counts: Record<string, number> = {};
  for (const { state, reason } of rows) {
    const name = reason === '' ? state : `${state}:${reason}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
