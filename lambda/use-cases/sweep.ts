import type { CampaignStore, Clock, Log, Queues, Schedules, SendLog } from '../ports.ts';
import { eachByItself } from './each-by-itself.ts';
import { checkHeartbeats, type HeartbeatCheckTools } from './heartbeat-check.ts';
import { reconcileSchedules } from './reconcile-schedules.ts';
import { sweepRuns } from './sweep/sweep-runs.ts';
import { sweepWaiting } from './sweep/sweep-waiting.ts';

/** What sweeping needs. */
export interface SweepTools extends HeartbeatCheckTools {
  readonly campaigns: CampaignStore;
  readonly sendLog: SendLog;
  readonly schedules: Schedules;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly log: Log;
}

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
