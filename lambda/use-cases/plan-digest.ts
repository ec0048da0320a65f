import { localDate } from '../domain/calendar/zone.ts';
import { collectDigest } from '../domain/digest/collect-digest.ts';
import type { LiveCampaign } from './live-campaign.ts';
import type { PlanMessage } from './messages.ts';
import { digestCampaign } from './plan-digest-campaign.ts';
import type { RunTools } from './plan-run.ts';

/**
 * Tells, campaign by campaign, who gets what from today to the next working day if nothing changes: one notice for each
 * place where cards go and owner. Writes nothing. The notices leave together at the end, so that a digest that failed and is tried again
 * tells nobody twice; when time runs short, they tell what is known by then.
 */
export async function planDigest(
  tools: RunTools,
  { scheduledTime }: Extract<PlanMessage, { kind: 'digest' }>,
): Promise<void> {
  const atMs = Date.parse(scheduledTime);
  const { timeZone } = tools.stage;
  const date = localDate(atMs, timeZone);
  // A message that was stuck for a day would tell of yesterday as of today.
  if (date !== localDate(tools.clock.nowMs(), timeZone)) return tools.log.warn('digest-too-late', { date });
  const digest = collectDigest();
  for (const live of await toldCampaigns(tools)) {
    const isComplete = await digestCampaign(tools, live, atMs, digest);
    if (!isComplete) {
      tools.log.warn('digest-cut-short', { campaign: live.version.campaign.id, date });
      break;
    }
  }
  const notices = digest.notices(date);
  await tools.queues.notify(notices);
  tools.log.info('digest', { date, notices: notices.length });
}

/** Whole-list campaigns come last: should time run short, they are the ones whose details are missed least. */
async function toldCampaigns({ campaigns }: RunTools): Promise<readonly LiveCampaign[]> {
  const entries = Object.entries((await campaigns.manifest()).campaigns).filter(([, { enabled }]) => enabled);
  const live = await Promise.all(
    entries.map(async ([id, entry]) => ({ entry, version: await campaigns.version(id, entry.version) })),
  );
  const told = live.flatMap(({ entry, version }) => (version === undefined ? [] : [{ entry, version }])).filter(isTold);
  return told.toSorted((one, other) => Number(isWholeList(one)) - Number(isWholeList(other)));
}

function isTold({ version: { campaign } }: LiveCampaign): boolean {
  return campaign.notify !== 'failures' && campaign.trigger.kind !== 'event';
}

function isWholeList({ version: { campaign } }: LiveCampaign): boolean {
  return campaign.trigger.kind !== 'date';
}
