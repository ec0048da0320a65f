import { shiftDate } from '../domain/calendar/duration.ts';
import { addDays, type IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { SendLog } from '../ports.ts';
import { findLiveCampaign } from './live-campaign.ts';
import { againMessages, type PlanMessage } from './messages.ts';
import { pagesOf } from './pages-of.ts';
import type { RunTools } from './plan-run.ts';

/**
 * Lets go what a run held because it was larger than its campaign's `expect`, once a person has published the campaign
 * with an `expect` that takes it. Each mail is then decided again in full.
 */
export async function releaseRun(
  tools: RunTools,
  { campaign }: Extract<PlanMessage, { kind: 'release' }>,
): Promise<void> {
  const live = await findLiveCampaign(tools.campaigns, campaign);
  if (live === undefined) return;
  const { validFor, timeZone, expect = Number.POSITIVE_INFINITY } = live.version.campaign;
  const today = localDate(tools.clock.nowMs(), timeZone);
  for (let day = shiftDate(today, validFor, -1); day <= today; day = addDays(day, 1)) {
    const held = await heldRows(tools.sendLog, campaign, day);
    if (held.length === 0 || held.length > expect) continue;
    await tools.queues.plan(againMessages(held));
    tools.log.info('run-released', { campaign, date: day, mails: held.length });
  }
}

async function heldRows(sendLog: SendLog, campaign: string, day: IsoDate): Promise<readonly SendRow[]> {
  const held: SendRow[] = [];
  for await (const refs of pagesOf((cursor) => sendLog.byRun(campaign, day, cursor))) {
    const rows = await sendLog.getMany(refs);
    held.push(...[...rows.values()].filter(({ state, reason }) => state === 'waiting' && reason === 'brake'));
  }
  return held;
}
