import { nextLookAt } from '../domain/approval/next-look-at.ts';
import { standingApproval, voidDecision } from '../domain/approval/standing-approval.ts';
import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { type Decision, stateFor } from '../domain/decision/decision.ts';
import { isNews, sendNotice } from '../domain/notices/send-notice.ts';
import { hasMoved } from '../domain/send-log/has-moved.ts';
import { mayPlanAgain } from '../domain/send-log/may-plan-again.ts';
import { newRow } from '../domain/send-log/new-row.ts';
import { outcomeName } from '../domain/send-log/outcome-name.ts';
import type { SendRef, SendRow } from '../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../domain/send-log/send-state.ts';
import { expiryMs, lastValidDay } from '../domain/send-log/validity.ts';
import type { Clock, Queues, SendLog } from '../ports.ts';
import { judgeCandidates, roundsOf } from './judge-candidates.ts';
import type { CandidateQuestion, CandidateSources } from './know-candidates.ts';
import { type Arrival, tellAgain } from './tell-again.ts';

/** What planning needs beside the candidates' sources. */
export interface PlanTools extends CandidateSources, Arrival {
  readonly queues: Queues;
  readonly clock: Clock;
}

/** What planning came to: the rows written, by `state` or `state:reason`, and the mails to be offered to the sender. */
export interface Planned {
  readonly counts: Readonly<Record<string, number>>;
  readonly mails: readonly SendRef[];
}

export interface PlanOptions {
  readonly held?: boolean;
  readonly asksOnly?: boolean;
  readonly mayHaveLeft?: boolean;
  /** The instant, ISO UTC, since which others may have been planning the same: they may have written and not told. */
  readonly sharedSince?: string;
}

/**
 * Decides candidates and writes what was decided in the send log, each occurrence once: a second call writes nothing.
 * What people should know becomes a notice; offering the mails to the sender is left to the caller, as the last thing
 * to do: sweep makes good a mail that was not offered, but nothing a card that was not written. With `held`, what would
 * be mailed waits for a person; with `asksOnly`, only requests for approval are written, and others are left to their day;
 * with `mayHaveLeft`, the log has been lost and restored, and what would be mailed may have been: a person is asked.
 */
export async function planCandidates(
  tools: PlanTools,
  question: CandidateQuestion,
  candidates: readonly Candidate[],
  options: PlanOptions = {},
): Promise<Planned> {
  const written: Written[] = [];
  for (const round of roundsOf(question.version.campaign, candidates)) {
    const at = new Date(tools.clock.nowMs()).toISOString();
    const judged = await judgeCandidates(tools, question, round);
    const wanted = judged.filter(({ decision }) => !options.asksOnly || decision.kind === 'ask');
    const writes = await Promise.allSettled(
      wanted.map(({ candidate, decision }) => {
        const row = newRow(question.version, candidate, verdictOf(question, candidate, decision, options), at);
        return writeRow(tools, question, row, options);
      }),
    );
    written.push(...writes.flatMap((write) => (write.status === 'fulfilled' && write.value ? [write.value] : [])));
    const failed = writes.find((write) => write.status === 'rejected');
    if (failed === undefined) continue;
    // Who repeats this finds these rows written, and would tell nobody.
    await tellOf(tools, written);
    throw failed.reason;
  }
  await tellOf(tools, written);
  const rows = written.map(({ row }) => row);
  const mails = rows.filter(({ state }) => state === 'planned').map(({ customer, key }) => ({ customer, key }));
  return { counts: countRows(rows), mails };
}

/** A row as it now stands, and the one that it was before, if any. */
interface Written {
  readonly row: SendRow;
  readonly before?: SendRow;
}

async function tellOf({ queues }: PlanTools, written: readonly Written[]): Promise<void> {
  const news = written.filter(({ row, before = row }) => isNews(before, row));
  await queues.notify(news.map(({ row }) => sendNotice(row, row)));
}

/** What became of a mail that was due too long ago is told, instead of mailing it late. */
function verdictOf(
  { version: { campaign }, today }: CandidateQuestion,
  { dueOn }: Candidate,
  decision: Decision,
  { held = false, mayHaveLeft = false }: PlanOptions,
): { readonly state: SendState; readonly reason: Reason } {
  const wantsToLeave = decision.kind === 'send' || decision.kind === 'ask';
  if (wantsToLeave && mayHaveLeft) return { state: 'uncertain', reason: 'log-restored' };
  if (wantsToLeave && isTooLate(today, lastValidDay(campaign, dueOn))) return { state: 'expired', reason: 'late' };
  if (held && decision.kind === 'send') return { state: 'waiting', reason: 'brake' };
  return { state: stateFor(decision), reason: decision.reason };
}

function isTooLate(today: IsoDate, lastDay: IsoDate): boolean {
  return today > lastDay;
}

async function writeRow(
  tools: PlanTools,
  { version: { campaign } }: CandidateQuestion,
  row: SendRow,
  { sharedSince }: PlanOptions,
): Promise<Written | undefined> {
  const { sendLog } = tools;
  const notBefore = nextLook(tools, campaign, row);
  const existing = await sendLog.insert(row, notBefore);
  if (existing === undefined) return { row };
  const isCancelled = hasMoved(campaign, existing, row) && (await cancelMoved(sendLog, existing, row.at));
  if (!isCancelled && !mayPlanAgain(existing, row)) {
    // A request stands until somebody answers, whatever would be decided by now: they must have heard of it.
    const stands = existing.state === row.state || existing.state === 'awaiting-approval';
    const isRepeat = tools.isRepeat || (sharedSince !== undefined && existing.at >= sharedSince);
    if (stands && existing.dueOn === row.dueOn) await tellAgain(tools.queues, existing, { isRepeat });
    return undefined;
  }
  const from = isCancelled ? 'cancelled' : existing.state;
  const { state, reason, at, version, date, dueOn, path } = row;
  const moved = await sendLog.move(row, [from], {
    ...{ state, reason, at, version, date, dueOn, path },
    ...(notBefore !== undefined && { notBefore }),
    // What was approved was another day's mail.
    ...(standingApproval(existing) && { decided: voidDecision(at) }),
  });
  return moved ? { row, before: existing } : undefined;
}

/** When a row that waits for a person is looked at next: for a reminder, or when it has become too old. */
function nextLook({ stage, clock }: PlanTools, campaign: Campaign, { state, dueOn }: SendRow): string | undefined {
  if (state === 'awaiting-approval') return nextLookAt(campaign, dueOn, clock.nowMs(), stage);
  return state === 'waiting' ? new Date(expiryMs(campaign, dueOn)).toISOString() : undefined;
}

/** Ends a request, or a mail that waits, for a day on which it is no longer due; true when it has been ended. */
async function cancelMoved(sendLog: SendLog, existing: SendRow, at: string): Promise<boolean> {
  return sendLog.move(existing, [existing.state], {
    ...{ state: 'cancelled', reason: 'date-changed', at },
  });
}

function countRows(rows: readonly SendRow[]): Planned['counts'] {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const name = outcomeName(row);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
