import type { StageConfig } from '../domain/stage-config.ts';
import type { CampaignStore, Clock, Log, Queues, Schedules, SendBacklog, SendLog } from '../ports.ts';
import { eachByItself } from './each-by-itself.ts';
import { checkHeartbeats, type HeartbeatCheckTools } from './heartbeat-check.ts';
import { reconcileSchedules } from './reconcile-schedules.ts';
import { sweepMissedRuns } from './sweep/sweep-missed-runs.ts';
import { sweepRuns } from './sweep/sweep-runs.ts';
import { type SweepSendingTools, sweepSending } from './sweep/sweep-sending.ts';
import { sweepWaiting } from './sweep/sweep-waiting.ts';

/** What sweeping needs. */
export interface SweepTools extends HeartbeatCheckTools, SweepSendingTools {
  readonly stage: StageConfig;
  readonly campaigns: CampaignStore;
  readonly sendLog: SendLog;
  readonly schedules: Schedules;
  readonly queues: Queues;
  readonly backlog: SendBacklog;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Looks after what nobody is working on: offers planned and waiting mails again, calls sends of unknown outcome by their
 * name, reminds of unanswered requests for approval and lets them expire, starts missed runs and closes drained ones, and
 * brings the schedules into line.
 */
export async function sweep(tools: SweepTools): Promise<void> {
  const parts = [
    () => reconcileSchedules(tools.campaigns, tools.schedules, tools.log),
    // Before the rows that wait, so that an opened gate lets them go at once.
    () => sweepSending(tools),
    () => sweepMissedRuns(tools),
    () => checkHeartbeats(tools),
    // Last what takes as long as there are rows: a sweep may run out of time.
    () => sweepWaiting(tools),
    () => sweepRuns(tools),
  ];
  // What one part stumbles over must not starve the others, sweep after sweep.
  await eachByItself(parts, (part) => part());
}
