import { isWorthTelling } from '../domain/notices/is-worth-telling.ts';
import { sendNotice } from '../domain/notices/send-notice.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../domain/send-log/send-state.ts';
import { expiryMs } from '../domain/send-log/validity.ts';
import type { CampaignStore, Clock, Log, Queues, RunRow, Schedules, SendLog } from '../ports.ts';
import { eachByItself } from './each-by-itself.ts';
import { checkHeartbeats, type HeartbeatCheckTools } from './heartbeat-check.ts';
import { findLiveCampaign } from './live-campaign.ts';
import { pagesOf } from './pages-of.ts';
import { reconcileSchedules } from './reconcile-schedules.ts';

/** What sweeping needs. */
export interface SweepTools extends HeartbeatCheckTools {
  readonly campaigns: CampaignStore;
  readonly sendLog: SendLog;
  readonly schedules: Schedules;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly log: Log;
}

/** A planned row this old has lost its message; a claimed one this old has lost its sender. */
const OFFER_AGAIN_AFTER_MS = 10 * 60_000;
const SENDER_LOST_AFTER_MS = 15 * 60_000;
/** A run that is not planned to its end by now has lost its planner; one that goes on after all opens itself again. */
const PLANNER_LOST_AFTER_MS = 60 * 60_000;

/**
 * Looks after what nobody is working on: offers planned and waiting mails again, calls sends of unknown outcome by their
 * name, reminds of unanswered requests for approval and lets them expire, closes drained runs, and brings the schedules into line.
 */
export async function sweep(tools: SweepTools): Promise<void> {
  const parts = [
    () => reconcileSchedules(tools.campaigns, tools.schedules, tools.log),
    () => sweepWaiting(tools),
    () => sweepRuns(tools),
    () => checkHeartbeats(tools),
  ];
  // What one part stumbles over must not starve the others, sweep after sweep.
  await eachByItself(parts, (part) => part());
}

async function sweepRuns(tools: SweepTools): Promise<void> {
  const runs = await tools.campaigns.openRuns();
  const lostBefore = tools.clock.nowMs() - PLANNER_LOST_AFTER_MS;
  await eachByItself(
    runs.filter(({ plannedAt, startedAt }) => plannedAt !== undefined || Date.parse(startedAt) <= lostBefore),
    (run) => sweepRun(tools, run),
  );
}

async function sweepWaiting(tools: SweepTools): Promise<void> {
  const requests: SendRow[] = [];
  const now = () => new Date(tools.clock.nowMs()).toISOString();
  for await (const refs of pagesOf((cursor) => tools.sendLog.waiting(now(), cursor))) {
    const rows = [...(await tools.sendLog.getMany(refs)).values()];
    await tools.queues.plan(
      rows.filter(({ state }) => state === 'waiting').map(({ customer, key }) => ({ kind: 'again', customer, key })),
    );
    requests.push(...rows.filter(({ state }) => state === 'awaiting-approval'));
  }
  await eachByItself(requests, (row) => sweepRequest(tools, row));
}

/** Has the approver reminded of a request, once; ends it when its mail has become too old or its campaign is gone. */
async function sweepRequest(tools: SweepTools, row: SendRow): Promise<void> {
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  if (live === undefined) return settle(tools, row, 'cancelled', 'campaign-withdrawn');
  const nowMs = tools.clock.nowMs();
  const untilMs = expiryMs(live.version.campaign, row.dueOn);
  if (nowMs >= untilMs) return settle(tools, row, 'expired', 'approval-expired');
  const { campaign, customer, key } = row;
  // Put on its queue before it is noted: should this stop in between, people are reminded twice rather than never.
  if (row.remindedAt === undefined) await tools.queues.notify([{ kind: 'approval-reminder', campaign, customer, key }]);
  const at = new Date(nowMs).toISOString();
  await tools.sendLog.move(row, ['awaiting-approval'], {
    ...{ state: 'awaiting-approval', reason: row.reason, at, remindedAt: row.remindedAt ?? at },
    notBefore: new Date(untilMs).toISOString(),
  });
}

/** Reads the run's rows until none is left to be sent; then the run is closed and read no more. */
async function sweepRun(tools: SweepTools, run: RunRow): Promise<void> {
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

async function settle(
  { sendLog, queues, clock }: SweepTools,
  row: SendRow,
  state: SendState,
  reason: Reason,
): Promise<void> {
  // Told before it is so: should this stop in between, the next sweep tells it again, and nobody is left in the dark.
  if (isWorthTelling(state, reason)) await queues.notify([sendNotice(row, { state, reason })]);
  await sendLog.move(row, [row.state], { state, reason, at: new Date(clock.nowMs()).toISOString() });
}
