import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { Candidate } from '../../domain/decision/candidate.ts';
import { hasMoved } from '../../domain/send-log/has-moved.ts';
import { mayPlanAgain } from '../../domain/send-log/may-plan-again.ts';
import { newRow } from '../../domain/send-log/new-row.ts';
import { sendName } from '../../domain/send-log/send-row.ts';
import { findCandidates } from '../find-candidates.ts';
import { judgeCandidates } from '../judge-candidates.ts';
import type { CandidateQuestion, CandidateSources } from '../know-candidates.ts';
import type { PlanCursor } from '../messages.ts';
import { isHeldRow } from './held-rows.ts';

/** Where counting begins: a day and a page, and what was counted before. */
export interface CountFrom {
  readonly day?: IsoDate;
  readonly cursor?: PlanCursor;
  readonly counted: number;
}

/** Mails counted; `next` where time ran short before the end or the limit came. */
export interface CountedMails {
  readonly mails: number;
  readonly next?: { readonly day: IsoDate; readonly cursor: PlanCursor };
}

/**
 * Counts the mails that a run over `days` would let go, those that it holds already among them; nothing is written.
 * Counting ends with the page that leads above `limit`.
 */
export async function countMails(
  tools: CandidateSources & { readonly hasTime: () => boolean },
  question: CandidateQuestion,
  days: readonly IsoDate[],
  { limit, from }: { readonly limit: number; readonly from: CountFrom },
): Promise<CountedMails> {
  const { campaign } = question.version;
  // What stays due day after day is one mail, on however many days it is met.
  const names = new Set<string>();
  for (const day of days) {
    if (from.day !== undefined && day < from.day) continue;
    const cursor = day === from.day ? from.cursor : undefined;
    let page: PlanCursor = cursor ?? { query: 0 };
    for await (const { candidates, next } of findCandidates(tools.customers, campaign, day, cursor)) {
      const wanted = await stillToLeave(tools, question, candidates);
      for (const { key, candidate, decision } of await judgeCandidates(tools, question, wanted)) {
        if (decision.kind === 'send') names.add(sendName({ customer: candidate.customer, key }));
      }
      const mails = from.counted + names.size;
      if (mails > limit) return { mails };
      // A large page comes in parts, each of which would resume at the page's start: those before it would count twice.
      if (next === undefined || isSame(next, page)) continue;
      if (!tools.hasTime()) return { mails, next: { day, cursor: next } };
      page = next;
    }
  }
  return { mails: from.counted + names.size };
}

function isSame(one: PlanCursor, other: PlanCursor): boolean {
  return one.query === other.query && one.page === other.page;
}

/** Candidates of whom the log does not say that their mail has left, or ended. */
async function stillToLeave(
  { sendLog }: CandidateSources,
  { version, today }: CandidateQuestion,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const fresh = candidates.map((candidate) => ({
    candidate,
    row: newRow(version, candidate, { state: 'planned', reason: '' }, `${today}T00:00:00.000Z`),
  }));
  const refs = new Map(fresh.map(({ row }) => [sendName(row), { customer: row.customer, key: row.key }]));
  const rows = refs.size === 0 ? new Map() : await sendLog.getMany([...refs.values()]);
  return fresh.flatMap(({ candidate, row }) => {
    const existing = rows.get(sendName(row));
    if (existing === undefined) return [candidate];
    const isHeld = isHeldRow(existing) && existing.dueOn === row.dueOn;
    return isHeld || hasMoved(version.campaign, existing, row) || mayPlanAgain(existing, row) ? [candidate] : [];
  });
}
