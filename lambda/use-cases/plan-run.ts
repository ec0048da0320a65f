import { lookAheadDays } from '../domain/approval/look-ahead-days.ts';
import { shiftDate } from '../domain/calendar/duration.ts';
import { addDays, type IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import { lastMissedDay } from '../domain/campaign/next-run.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { CampaignStore, Log } from '../ports.ts';
import { findCandidates } from './find-candidates.ts';
import { judgeCandidates } from './judge-candidates.ts';
import type { CandidateQuestion } from './know-candidates.ts';
import { findLiveCampaign, type LiveCampaign } from './live-campaign.ts';
import type { PlanCursor, PlanMessage } from './messages.ts';
import { type PlanTools, planCandidates } from './plan-candidates.ts';

/** What a run needs. `hasTime` turns false when the function should hand over to its next invocation. */
export interface RunTools extends PlanTools {
  readonly campaigns: CampaignStore;
  readonly log: Log;
  readonly hasTime: () => boolean;
}

/** Days that a run looks back at least: what is older than `validFor` is not mailed, but told of. */
const LOOK_BACK_DAYS = 31;

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
  await tools.campaigns.openRun({ ...opened, days, counts: {} });

  const where = compileWhere(live.version.campaign.where);
  const question: CandidateQuestion = { version: live.version, today: date, accepts: where };
  const first = message.kind === 'continue' ? message.day : undefined;
  const held = message.kind === 'continue' ? message.held : await isLargerThanExpected(tools, question, days);
  for (const day of [...days, ...lookAheadDays(date)]) {
    if (first !== undefined && day < first) continue;
    const cursor = message.kind === 'continue' && day === first ? message.cursor : undefined;
    const rest = await planDay(tools, question, { day, date, cursor, held });
    if (rest !== undefined)
      return tools.queues.plan([{ kind: 'continue', campaign: message.campaign, date, day, cursor: rest, held }]);
    // The run's own day is done only when those after it have been looked at: a run that stops here is repeated.
    if (day < date) await tools.campaigns.advanceWatermark(message.campaign, day);
  }
  await tools.campaigns.advanceWatermark(message.campaign, date);
  await finishRun(tools, message.campaign, date);
}

/** From the day after the last complete one to `date`; a campaign's first run covers its own day only. */
async function daysToCover(
  campaigns: CampaignStore,
  { entry, version }: LiveCampaign,
  campaign: string,
  date: IsoDate,
): Promise<readonly IsoDate[]> {
  const watermark = await campaigns.watermark(campaign);
  const done =
    watermark === undefined
      ? addDays(date, -1)
      : latest(watermark, lastMissedDay(version.campaign, Date.parse(entry.enabledAt)));
  const days: IsoDate[] = [];
  const oldestValid = shiftDate(date, version.campaign.validFor, -1);
  const first = latest(addDays(done, 1), earliest(oldestValid, addDays(date, -LOOK_BACK_DAYS)));
  for (let day = first; day <= date; day = addDays(day, 1)) {
    if (isActiveOn(version.campaign, day) || day === date) days.push(day);
  }
  return days;
}

function earliest(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

function latest(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

/** Counts, for a campaign that says how many mails it expects, what the run would send; nothing is written. */
async function isLargerThanExpected(
  tools: RunTools,
  question: CandidateQuestion,
  days: readonly IsoDate[],
): Promise<boolean> {
  const { campaign } = question.version;
  if (campaign.expect === undefined) return false;
  let mails = 0;
  for (const day of days) {
    for await (const { candidates } of findCandidates(tools.customers, campaign, day)) {
      const judged = await judgeCandidates(tools, question, candidates);
      mails += judged.filter(({ decision }) => decision.kind === 'send').length;
      if (mails > campaign.expect) return true;
    }
  }
  return false;
}

interface DayToPlan {
  readonly day: IsoDate;
  readonly date: IsoDate;
  readonly cursor: PlanCursor | undefined;
  readonly held: boolean;
}

/** Plans one day's candidates; returns where to go on when time ran short. */
async function planDay(
  tools: RunTools,
  question: CandidateQuestion,
  { day, date, cursor, held }: DayToPlan,
): Promise<PlanCursor | undefined> {
  const { campaign } = question.version;
  if (!isActiveOn(campaign, day)) return undefined;
  const isAhead = day > date;
  // What is asked for ahead is judged as on the day it leaves.
  const asked = isAhead ? { ...question, today: day } : question;
  for await (const page of findCandidates(tools.customers, campaign, day, cursor)) {
    const { counts, mails } = await planCandidates(tools, asked, page.candidates, { held, asksOnly: isAhead });
    await tools.campaigns.addRunCounts(campaign.id, date, counts);
    await tools.queues.send(mails);
    if (page.next !== undefined && !tools.hasTime()) return page.next;
  }
  return undefined;
}

/** The card is on its queue before the run is closed: should this stop in between, people hear of it twice rather than never. */
async function finishRun({ campaigns, queues, ...tools }: RunTools, campaign: string, date: IsoDate): Promise<void> {
  const run = (await campaigns.openRuns()).find((each) => each.campaign === campaign && each.date === date);
  if (run === undefined || run.plannedAt !== undefined) return;
  const { counts } = run;
  if (Object.keys(counts).length > 0) await queues.notify([{ kind: 'run', campaign, date, counts }]);
  await campaigns.markRun(campaign, date, 'plannedAt', now(tools));
}

function now({ clock }: Pick<RunTools, 'clock'>): string {
  return new Date(clock.nowMs()).toISOString();
}
