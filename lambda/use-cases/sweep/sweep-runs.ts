import type { RunRow } from '../../domain/campaign/run-row.ts';
import { outcomeName } from '../../domain/send-log/outcome-name.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { CampaignStore, Log, Queues, SendBacklog, SendLog, ToldOnce } from '../../ports.ts';
import { eachByItself } from '../each-by-itself.ts';
import { pagesOf } from '../pages-of.ts';
import { createLostOffer } from './offer-lost.ts';
import { type SettleTools, settle } from './settle.ts';
import { isUnfinished, openSinceMs, tellUnfinished } from './tell-unfinished.ts';

/** What looking after runs needs. */
export interface SweepRunsTools extends SettleTools {
  readonly campaigns: CampaignStore;
  readonly sendLog: SendLog;
  readonly queues: Queues;
  readonly backlog: SendBacklog;
  readonly told: ToldOnce;
  readonly log: Log;
}

/** A claimed row this old has lost its sender. */
const SENDER_LOST_AFTER_MS = 15 * 60_000;
/** A run that is not planned to its end by now has lost its planner; one that goes on after all opens itself again. */
const PLANNER_LOST_AFTER_MS = 60 * 60_000;
/** The index that finds a run's rows is at most this far behind them: a run without any may have some yet. */
const INDEX_BEHIND_MS = 5 * 60_000;
/** A run with more rows than this is read once an hour where reading it more often changes nothing. */
const LARGE_RUN_ROWS = 2_000;
const READ_AGAIN_AFTER_MS = 60 * 60_000;
/** A large run that still has rows to be sent by now waits for more than its turn. */
const SLOW_AFTER_MS = 2 * 60 * 60_000;

type RunTools = SweepRunsTools & { readonly offerLost: ReturnType<typeof createLostOffer> };

/** Looks after the runs that still have rows to be sent, and closes those that have none. */
export async function sweepRuns(tools: SweepRunsTools): Promise<void> {
  const runs = await tools.campaigns.openRuns();
  const offerLost = createLostOffer(tools);
  const lostBefore = tools.clock.nowMs() - PLANNER_LOST_AFTER_MS;
  await eachByItself(
    runs.filter(({ plannedAt, startedAt }) => plannedAt !== undefined || Date.parse(startedAt) <= lostBefore),
    (run) => sweepRun({ ...tools, offerLost }, run),
  );
}

/** Reads the run's rows until none is left that may be sent; then the run is closed and read no more. */
async function sweepRun(tools: RunTools, run: RunRow): Promise<void> {
  const { campaign, date } = run;
  const nowMs = tools.clock.nowMs();
  if (await wasReadLately(tools, run)) {
    // Said every time, so that the alarm stays up until the run is done.
    if (isUnfinished(run, nowMs)) tools.log.error('run-unfinished', { campaign, date });
    return;
  }
  const { rows, counts } = await readRun(tools, run);
  const underWay = (counts.planned ?? 0) + (counts.sending ?? 0);
  const unfinished = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (unfinished === 0) {
    if (nowMs - lastWrittenMs(run) < INDEX_BEHIND_MS) return;
    await tools.campaigns.markRun(campaign, date, 'drainedAt', new Date(nowMs).toISOString());
    return;
  }
  tools.log.info('run-open', { campaign, date, unfinished });
  if (isUnfinished(run, nowMs)) await tellUnfinished(tools, run, counts);
  const isSlow = underWay === 0 || nowMs - openSinceMs(run) >= SLOW_AFTER_MS;
  if (rows > LARGE_RUN_ROWS && isSlow) await tools.told.note(readName(run), new Date(nowMs).toISOString());
}

/** When planning last wrote rows of the run, as far as the run tells. */
function lastWrittenMs(run: RunRow): number {
  return Math.max(openSinceMs(run), run.plannedAt === undefined ? 0 : Date.parse(run.plannedAt));
}

/** Offers, settles and counts the run's rows: those to be sent, and those that wait for quota or the end of a pause. */
async function readRun(tools: RunTools, run: RunRow) {
  const nowMs = tools.clock.nowMs();
  const counts: Record<string, number> = {};
  let rows = 0;
  for (const day of run.days) {
    for await (const refs of pagesOf((cursor) => tools.sendLog.byRun(run.campaign, day, cursor))) {
      const page = [...(await tools.sendLog.getMany(refs)).values()];
      rows += page.length;
      for (const row of page.filter(isUnsettled)) {
        const name = outcomeName(row);
        counts[name] = (counts[name] ?? 0) + 1;
      }
      const planned = page.filter(({ state }) => state === 'planned');
      await tools.offerLost(run, planned);
      const isLost = ({ state, at }: SendRow) => state === 'sending' && Date.parse(at) + SENDER_LOST_AFTER_MS <= nowMs;
      for (const row of page.filter(isLost)) await settle(tools, row, 'uncertain', 'unknown-outcome');
    }
  }
  return { rows, counts };
}

/** A row that will be sent without a person's doing, or expire. */
function isUnsettled({ state, reason }: SendRow): boolean {
  if (state === 'waiting') return reason === 'quota' || reason === 'paused';
  return state === 'planned' || state === 'sending';
}

/** True where a large run's rows were read within the hour; the first look after it became late is never left out. */
async function wasReadLately({ told, clock }: SweepRunsTools, run: RunRow): Promise<boolean> {
  const read = await told.toldAt(readName(run));
  if (read === undefined) return false;
  const nowMs = clock.nowMs();
  const becameLate = isUnfinished(run, nowMs) && !isUnfinished(run, Date.parse(read));
  return !becameLate && nowMs - Date.parse(read) < READ_AGAIN_AFTER_MS;
}

function readName({ campaign, date }: RunRow): string {
  return `run-read#${campaign}#${date}`;
}
