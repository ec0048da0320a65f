import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { CampaignStore, Log, Queues, RunRow, SendLog } from '../../ports.ts';
import { eachByItself } from '../each-by-itself.ts';
import { pagesOf } from '../pages-of.ts';
import { type SettleTools, settle } from './settle.ts';

/** What looking after runs needs. */
export interface SweepRunsTools extends SettleTools {
  readonly campaigns: CampaignStore;
  readonly sendLog: SendLog;
  readonly queues: Queues;
  readonly log: Log;
}

/** A planned row this old has lost its message; a claimed one this old has lost its sender. */
const OFFER_AGAIN_AFTER_MS = 10 * 60_000;
const SENDER_LOST_AFTER_MS = 15 * 60_000;
/** A run that is not planned to its end by now has lost its planner; one that goes on after all opens itself again. */
const PLANNER_LOST_AFTER_MS = 60 * 60_000;

/** Looks after the runs that still have rows to be sent, and closes those that have none. */
export async function sweepRuns(tools: SweepRunsTools): Promise<void> {
  const runs = await tools.campaigns.openRuns();
  const lostBefore = tools.clock.nowMs() - PLANNER_LOST_AFTER_MS;
  await eachByItself(
    runs.filter(({ plannedAt, startedAt }) => plannedAt !== undefined || Date.parse(startedAt) <= lostBefore),
    (run) => sweepRun(tools, run),
  );
}

/** Reads the run's rows until none is left to be sent; then the run is closed and read no more. */
async function sweepRun(tools: SweepRunsTools, run: RunRow): Promise<void> {
  const nowMs = tools.clock.nowMs();
  let unfinished = 0;
  for (const day of run.days) {
    for await (const refs of pagesOf((cursor) => tools.sendLog.byRun(run.campaign, day, cursor))) {
      const rows = [...(await tools.sendLog.getMany(refs)).values()];
      const open = rows.filter(({ state }) => state === 'planned' || state === 'sending');
      unfinished += open.length;
      const isOlder = ({ at }: SendRow, ms: number) => Date.parse(at) + ms <= nowMs;
      const lost = open.filter((row) => row.state === 'planned' && isOlder(row, OFFER_AGAIN_AFTER_MS));
      await tools.queues.send(lost.map(({ customer, key }) => ({ customer, key })));
      for (const row of open.filter((each) => each.state === 'sending' && isOlder(each, SENDER_LOST_AFTER_MS))) {
        await settle(tools, row, 'uncertain', 'unknown-outcome');
      }
    }
  }
  if (unfinished > 0) return tools.log.info('run-open', { campaign: run.campaign, date: run.date, unfinished });
  await tools.campaigns.markRun(run.campaign, run.date, 'drainedAt', new Date(nowMs).toISOString());
}
