import { daysThatMail } from '../../domain/brake/days-that-mail.ts';
import { isBraked } from '../../domain/brake/mails-of-run.ts';
import { shiftDate } from '../../domain/calendar/duration.ts';
import type { RunRow } from '../../domain/campaign/run-row.ts';
import type { CandidateQuestion } from '../know-candidates.ts';
import type { PlanMessage } from '../messages.ts';
import type { RunTools } from '../plan-run.ts';
import { checkBrake, HISTORY_RUNS } from './check-brake.ts';

/** Whether what a run plans waits for a person, or the message with which finding that out goes on. */
export type RunBrake =
  | { readonly kind: 'known'; readonly held: boolean }
  | { readonly kind: 'unfinished'; readonly rest: PlanMessage };

/**
 * Asks the brake about a run that begins, and notes on the run that it holds it. Once noted it stays so, however often
 * the run's messages come, until a person releases it.
 */
export async function brakeRun(
  tools: RunTools,
  question: CandidateQuestion,
  run: RunRow,
  message: Extract<PlanMessage, { kind: 'run' | 'continue' }>,
): Promise<RunBrake> {
  const { campaign, date } = run;
  if (run.held !== undefined) return { kind: 'known', held: isBraked(run) };
  if (message.kind === 'continue' && message.counted === undefined) return { kind: 'known', held: message.held };
  const lastRuns = await tools.campaigns.lastRuns(campaign, { before: date, limit: HISTORY_RUNS });
  if (message.kind === 'run') await carryOutAgain(tools, question, run, lastRuns);
  const from =
    message.kind === 'run' ? undefined : { day: message.day, cursor: message.cursor, counted: message.counted ?? 0 };
  const days = daysThatMail(question.version.campaign, run);
  const answer = await checkBrake(tools, question, { days, lastRuns, from });
  switch (answer.kind) {
    case 'leaves':
      return { kind: 'known', held: false };
    case 'held': {
      const { mails, limit, limitFrom } = answer.held;
      await tools.campaigns.holdRun(campaign, date, answer.held);
      tools.log.warn('run-held', { campaign, date, mails, limit, limitFrom });
      return { kind: 'known', held: true };
    }
    case 'unfinished': {
      const { counted: mails, next } = answer;
      return {
        kind: 'unfinished',
        rest: { kind: 'continue', campaign, date, ...next, held: false, counted: mails },
      };
    }
  }
}

/**
 * Has what was decided of late runs carried out once more, as far as it was not: the message that asked for it may be
 * lost, and the index by run may have lagged behind.
 */
async function carryOutAgain(
  { queues }: RunTools,
  { version, today }: CandidateQuestion,
  { campaign }: RunRow,
  lastRuns: readonly RunRow[],
): Promise<void> {
  const oldest = shiftDate(today, version.campaign.validFor, -1);
  const decided = lastRuns.filter(({ date, decision }) => decision !== undefined && date >= oldest);
  if (decided.length === 0) return;
  await queues.plan(decided.map(({ date }) => ({ kind: 'release', campaign, date })));
}
