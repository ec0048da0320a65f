import { lookAheadDays } from '../domain/approval/look-ahead-days.ts';
import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import type { RunRow } from '../domain/campaign/run-row.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { CampaignStore, Log } from '../ports.ts';
import { brakeRun } from './brake/brake-run.ts';
import { daysToCover } from './days-to-cover.ts';
import { findCandidates } from './find-candidates.ts';
import { finishRun } from './finish-run.ts';
import type { CandidateQuestion } from './know-candidates.ts';
import { findLiveCampaign } from './live-campaign.ts';
import type { PlanCursor, PlanMessage } from './messages.ts';
import { type PlanTools, planCandidates } from './plan-candidates.ts';

/** What a run needs. `hasTime` turns false when the function should hand over to its next invocation. */
export interface RunTools extends PlanTools {
  readonly campaigns: CampaignStore;
  readonly log: Log;
  readonly hasTime: () => boolean;
}

const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Runs a campaign for the business date of a schedule: writes a row for everybody due on that day, and on the days
 * since the last complete run; before days off, also asks for the approvals that they need. Repeating it changes
 * nothing. When time runs short the rest goes through the plan queue.
 */
export async function planRun(
  tools: RunTools,
  message: Extract<PlanMessage, { kind: 'run' | 'continue' }>,
): Promise<void> {
  const live = await findLiveCampaign(tools.campaigns, message.campaign);
  if (live === undefined) return tools.log.info('run-without-campaign', { campaign: message.campaign });
  const { timeZone } = live.version.campaign;
  const date = message.kind === 'run' ? localDate(Date.parse(message.scheduledTime), timeZone) : message.date;
  const days = await daysToCover(tools.campaigns, live, message.campaign, date);
  if (days.length === 0) {
    tools.log.info('run-already-done', { campaign: message.campaign, date });
    // It may have stopped before it was closed, and sweep looks after no run that is not.
    return finishRun(tools, message.campaign, date);
  }
  const opened = { campaign: message.campaign, date, startedAt: now(tools), version: live.version.version };
  const run = await tools.campaigns.openRun({ ...opened, days, counts: {} });

  const where = compileWhere(live.version.campaign.where);
  const question: CandidateQuestion = { version: live.version, today: date, accepts: where };
  const goesOn = message.kind === 'continue' && message.counted === undefined ? message : undefined;
  const brake = await brakeRun(tools, question, run, message);
  if (brake.kind === 'unfinished') return tools.queues.plan([brake.rest]);
  const { held } = brake;
  for (const day of [...days, ...lookAheadDays(date)]) {
    if (goesOn !== undefined && day < goesOn.day) continue;
    const cursor = goesOn !== undefined && day === goesOn.day ? goesOn.cursor : undefined;
    const rest = await planDay(tools, question, { day, date, cursor, held, sharedSince: sharedSince(run) });
    if (rest !== undefined)
      return tools.queues.plan([{ kind: 'continue', campaign: message.campaign, date, day, cursor: rest, held }]);
    // The run's own day is done only when those after it have been looked at: a run that stops here is repeated.
    if (day < date) await tools.campaigns.advanceWatermark(message.campaign, day);
  }
  await tools.campaigns.advanceWatermark(message.campaign, date);
  await finishRun(tools, message.campaign, date);
}

interface DayToPlan {
  readonly day: IsoDate;
  readonly date: IsoDate;
  readonly cursor: PlanCursor | undefined;
  readonly held: boolean;
  readonly sharedSince: string;
}

/** Plans one day's candidates; returns where to go on when time ran short. */
async function planDay(
  tools: RunTools,
  question: CandidateQuestion,
  { day, date, cursor, held, sharedSince }: DayToPlan,
): Promise<PlanCursor | undefined> {
  const { campaign } = question.version;
  if (!isActiveOn(campaign, day)) return undefined;
  const isAhead = day > date;
  // What is asked for ahead is judged as on the day it leaves.
  const asked = isAhead ? { ...question, today: day } : question;
  for await (const page of findCandidates(tools.customers, campaign, day, cursor)) {
    const options = { held, asksOnly: isAhead, sharedSince };
    const { counts, mails } = await planCandidates(tools, asked, page.candidates, options);
    await tools.campaigns.addRunCounts(campaign.id, date, counts);
    await tools.queues.send(mails);
    if (page.next !== undefined && !tools.hasTime()) return page.next;
  }
  return undefined;
}

/**
 * A schedule may fire twice, and sweep starts a run again that looks lost: from the run's start, by anybody's clock, its
 * rows may be another message's, which may have been stopped before it told of them.
 */
function sharedSince({ startedAt }: RunRow): string {
  return new Date(Date.parse(startedAt) - CLOCKS_DIFFER_MS).toISOString();
}

function now({ clock }: Pick<RunTools, 'clock'>): string {
  return new Date(clock.nowMs()).toISOString();
}
