import { duesOn } from '../domain/calendar/due.ts';
import { shiftDate } from '../domain/calendar/duration.ts';
import { addDays, type IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import { dueCalendarOf } from '../domain/campaign/due-calendar.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { occurrenceKey } from '../domain/decision/occurrence-key.ts';
import { recordName, type StoredRecord, textOf } from '../domain/records/record.ts';
import { sendName } from '../domain/send-log/send-row.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import { findLiveCampaign, type LiveCampaign } from './live-campaign.ts';
import type { PlanMessage } from './messages.ts';
import { planCandidates } from './plan-candidates.ts';
import type { RunTools } from './plan-run.ts';
import { reachCustomers } from './reach-customers.ts';

/**
 * Plans the mails that runs of the last days held back because a date looked made up, now that it has been accepted: those
 * that are still valid. Repeating it changes nothing.
 */
export async function planAccepted(
  tools: RunTools,
  { type, field, records }: Extract<PlanMessage, { kind: 'accepted' }>,
): Promise<void> {
  const { campaigns: entries } = await tools.campaigns.manifest();
  const holders = await tools.customers.getMany(records.map((id) => ({ type, id })));
  for (const id of Object.keys(entries)) {
    const live = await findLiveCampaign(tools.campaigns, id);
    const trigger = live?.version.campaign.trigger;
    if (live === undefined || trigger?.kind !== 'date') continue;
    if (trigger.path.holder !== type || trigger.path.field !== field) continue;
    await planLive(tools, live, [...holders.values()]);
  }
}

async function planLive(tools: RunTools, { version }: LiveCampaign, holders: readonly StoredRecord[]): Promise<void> {
  const { campaign } = version;
  const today = localDate(tools.clock.nowMs(), campaign.timeZone);
  const done = (await tools.campaigns.watermark(campaign.id)) ?? '';
  // The days to come are left to their runs.
  for (let day = shiftDate(today, campaign.validFor, -1); day <= done; day = addDays(day, 1)) {
    if (!isActiveOn(campaign, day)) continue;
    const candidates = await heldBackOn(tools, version, holders, day);
    if (candidates.length === 0) continue;
    // Its run may be closed long since: sweep shall look after these mails, too.
    const at = new Date(tools.clock.nowMs()).toISOString();
    await tools.campaigns.openRun({
      campaign: campaign.id,
      date: day,
      days: [day],
      startedAt: at,
      plannedAt: at,
      counts: {},
    });
    const question = { version, today, accepts: compileWhere(campaign.where) };
    const { counts, mails } = await planCandidates(tools, question, candidates);
    await tools.campaigns.addRunCounts(campaign.id, day, counts);
    await tools.queues.send(mails);
  }
}

/** Those due on a day of whom the log says that their date looked made up. */
async function heldBackOn(
  { customers, sendLog }: RunTools,
  { campaign }: LiveCampaign['version'],
  holders: readonly StoredRecord[],
  day: IsoDate,
): Promise<readonly Candidate[]> {
  const { trigger } = campaign;
  if (trigger.kind !== 'date') return [];
  const due: Candidate[] = [];
  for (const holder of holders) {
    const stored = textOf(holder, trigger.path.field);
    const dues = stored === '' ? [] : duesOn(trigger.rule, stored, day, dueCalendarOf(campaign));
    if (dues.length === 0) continue;
    for await (const reached of reachCustomers(customers, trigger.path, holder)) {
      for (const each of dues) due.push({ ...reached, record: recordName(holder), ...each });
    }
  }
  const named = due.map((candidate) => ({
    ref: { customer: candidate.customer, key: occurrenceKey(campaign, candidate) },
    candidate,
  }));
  const rows = await sendLog.getMany(named.map(({ ref }) => ref));
  return named.flatMap(({ ref, candidate }) =>
    rows.get(sendName(ref))?.reason.startsWith('suspect-date:') ? [candidate] : [],
  );
}
