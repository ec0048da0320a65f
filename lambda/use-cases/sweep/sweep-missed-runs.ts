import { type DueRun, lastRunDue } from '../../domain/campaign/last-run-due.ts';
import type { RunRow } from '../../domain/campaign/run-row.ts';
import type { CampaignStore, Clock, Log, Queues, ToldOnce } from '../../ports.ts';
import { eachByItself } from '../each-by-itself.ts';
import { findLiveCampaign } from '../live-campaign.ts';
import { toldWithin } from './told-within.ts';

/** What finding missed runs needs. */
export interface SweepMissedRunsTools {
  readonly campaigns: CampaignStore;
  readonly queues: Pick<Queues, 'plan' | 'notify'>;
  readonly told: ToldOnce;
  readonly clock: Clock;
  readonly log: Log;
}

/** A run that has not begun this long after its time is missed. */
const MISSED_AFTER_MS = 30 * 60_000;
/** A missed run is asked for again this often while it does not begin. */
const STARTED_AGAIN_AFTER_MS = 60 * 60_000;

/**
 * Starts the runs that should have begun by now and have left no trace, whatever the reason: a schedule that is gone or
 * did not fire, a message that is lost, a planner that is broken. People are told once of each; the log says it each time.
 */
export async function sweepMissedRuns(tools: SweepMissedRunsTools): Promise<void> {
  const { campaigns } = await tools.campaigns.manifest();
  const open = await tools.campaigns.openRuns();
  const daily = Object.entries(campaigns).filter(([, { enabled, event }]) => enabled && event === undefined);
  await eachByItself(daily, ([campaign]) => sweepCampaign(tools, campaign, open));
}

async function sweepCampaign(tools: SweepMissedRunsTools, campaign: string, open: readonly RunRow[]): Promise<void> {
  const live = await findLiveCampaign(tools.campaigns, campaign);
  if (live === undefined) return;
  const nowMs = tools.clock.nowMs();
  const due = lastRunDue(live.version.campaign, Date.parse(live.entry.enabledAt), nowMs);
  if (due === undefined) return;
  // No schedule fires at an hour that was gone by when somebody moved the campaign to it.
  const timedMs = Date.parse(live.entry.timedSince ?? live.entry.enabledAt);
  const isMissed = nowMs >= Math.max(due.dueMs, timedMs) + MISSED_AFTER_MS;
  if (!isMissed && !due.isSkipped && timedMs < due.dueMs) return;
  if (open.some((run) => run.campaign === campaign && run.date === due.date)) return;
  if (((await tools.campaigns.watermark(campaign)) ?? '') >= due.date) return;
  if (isMissed) tools.log.error('run-missed', { campaign, date: due.date });
  await start(tools, campaign, due);
  if (isMissed) await tell(tools, campaign, due);
}

/** The instant is the schedule's own: should that fire after all, or twice, it is the same run. */
async function start(tools: SweepMissedRunsTools, campaign: string, due: DueRun): Promise<void> {
  const { queues, told, clock, log } = tools;
  const name = `run-started#${campaign}#${due.date}`;
  // Where planning is broken, one message each five minutes would pile up.
  if (await toldWithin(tools, name, STARTED_AGAIN_AFTER_MS)) return;
  await queues.plan([{ kind: 'run', campaign, scheduledTime: instant(due.dueMs) }]);
  await told.note(name, instant(clock.nowMs()));
  log.info('run-started-late', { campaign, date: due.date });
}

/** On its queue before it is noted: should this stop in between, people hear of it twice rather than never. */
async function tell({ queues, told, clock }: SweepMissedRunsTools, campaign: string, due: DueRun): Promise<void> {
  const name = `run-missed#${campaign}#${due.date}`;
  if (await told.has(name)) return;
  await queues.notify([{ kind: 'run-missed', campaign, date: due.date, scheduledTime: instant(due.dueMs) }]);
  await told.note(name, instant(clock.nowMs()));
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
