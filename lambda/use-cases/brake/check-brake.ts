import { brakeLimit } from '../../domain/brake/brake-limit.ts';
import { usualBrake } from '../../domain/brake/brake-setting.ts';
import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { RunHold, RunRow } from '../../domain/campaign/run-row.ts';
import type { CandidateQuestion, CandidateSources } from '../know-candidates.ts';
import { countCandidates } from './count-candidates.ts';
import { type CountedMails, type CountFrom, countMails } from './count-mails.ts';

/** Runs that are looked at for what is usual: a year of daily ones, so that monthly letters have a history, too. */
export const HISTORY_RUNS = 400;

/** What the brake says of a run: nothing, that it waits for a person, or that counting goes on in another invocation. */
export type BrakeAnswer =
  | { readonly kind: 'leaves' }
  | { readonly kind: 'held'; readonly held: RunHold }
  | { readonly kind: 'unfinished'; readonly counted: number; readonly next: NonNullable<CountedMails['next']> };

/**
 * Asks whether a run is larger than its campaign may be without a person's word. Candidates are judged only where
 * there are more of them than mails would be let go; `lastRuns` are those before it, newest first.
 */
export async function checkBrake(
  tools: CandidateSources & { readonly hasTime: () => boolean },
  question: CandidateQuestion,
  { days, lastRuns, from }: { days: readonly IsoDate[]; lastRuns: readonly RunRow[]; from?: CountFrom | undefined },
): Promise<BrakeAnswer> {
  const { campaign } = question.version;
  const brake = brakeLimit(campaign, lastRuns, days.length, tools.stage.brake ?? usualBrake);
  const { limit } = brake;
  if (!Number.isFinite(limit)) return { kind: 'leaves' };
  if (from === undefined) {
    let candidates = 0;
    for (const day of days) {
      candidates += await countCandidates(tools.customers, campaign, day, limit - candidates);
      if (candidates > limit) break;
    }
    if (candidates <= limit) return { kind: 'leaves' };
  }
  const { mails, next } = await countMails(tools, question, days, { limit, from: from ?? { counted: 0 } });
  if (mails > limit) return { kind: 'held', held: { ...brake, mails, isMore: true } };
  return next === undefined ? { kind: 'leaves' } : { kind: 'unfinished', counted: mails, next };
}
