import { brakeLimit } from '../../domain/brake/brake-limit.ts';
import { usualBrake } from '../../domain/brake/brake-setting.ts';
import { isBraked } from '../../domain/brake/mails-of-run.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { BrakeLimit, RunRow } from '../../domain/campaign/run-row.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import { againMessages } from '../messages.ts';
import type { RunTools } from '../plan-run.ts';
import { HISTORY_RUNS } from './check-brake.ts';
import { dropHeldRow } from './drop-held-row.ts';

/** Whether one more mail of an event campaign's day waits for a person; `limit` where it was looked up. */
export interface EventBrake {
  readonly held: boolean;
  readonly limit?: BrakeLimit;
}

/**
 * Asks the brake about one more event of a day whose run is `run`. The campaign's history is read only when the day has
 * more mails than are let go anyway; events that come at the same instant may each be the last one let go.
 */
export async function checkEventBrake(
  { campaigns, stage }: Pick<RunTools, 'campaigns' | 'stage'>,
  campaign: Campaign,
  run: RunRow,
): Promise<EventBrake> {
  if (run.held !== undefined) return { held: isBraked(run), limit: run.held };
  const setting = stage.brake ?? usualBrake;
  const mails = (run.counts.planned ?? 0) + 1;
  if (mails <= (campaign.expect ?? setting.floor)) return { held: false };
  const lastRuns =
    campaign.expect === undefined
      ? await campaigns.lastRuns(campaign.id, { before: run.date, limit: HISTORY_RUNS })
      : [];
  const limit = brakeLimit(campaign, lastRuns, 1, setting);
  return { held: mails > limit.limit, limit };
}

/**
 * Notes on its day's run that an event's mail waits, and asks people about it, once; should whoever was to ask be
 * stopped, the event's second delivery does. A mail of a day that was dropped is dropped, too.
 */
export async function holdEvent(
  tools: RunTools,
  { campaign, date }: Pick<RunRow, 'campaign' | 'date'>,
  brake: BrakeLimit | undefined,
  row: SendRow,
): Promise<void> {
  const { campaigns, queues, clock, log } = tools;
  const run = await campaigns.run(campaign, date);
  if (run === undefined) return;
  if (run.decision !== undefined) {
    // Decided while this mail was being planned.
    if (isBraked(run)) await dropHeldRow(tools, row);
    else await queues.plan(againMessages([row]));
    return;
  }
  const { limit, limitFrom } = run.held ?? brake ?? { limit: run.counts.planned ?? 0, limitFrom: 'usual' };
  const held = run.held ?? { limit, limitFrom, mails: (run.counts.planned ?? 0) + 1, isMore: true };
  const isFirst = run.held === undefined && (await campaigns.holdRun(campaign, date, held));
  if (!isFirst && !(tools.isRepeat && run.heldToldAt === undefined)) return;
  await queues.notify([{ kind: 'run-held', campaign, date, ...held }]);
  await campaigns.markRun(campaign, date, 'heldToldAt', new Date(clock.nowMs()).toISOString());
  log.warn('run-held', { campaign, date, mails: held.mails, limit, limitFrom });
}
