import { localDate } from '../domain/calendar/zone.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import { eventCampaignDue } from '../domain/campaign/event-campaign-due.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { occurrenceKey } from '../domain/decision/occurrence-key.ts';
import { recordName, type StoredRecord, textOf } from '../domain/records/record.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import { checkEventBrake, holdEvent } from './brake/event-brake.ts';
import { isHeldRow } from './brake/held-rows.ts';
import { eventRef } from './candidate-records.ts';
import { findLiveCampaign } from './live-campaign.ts';
import type { PlanMessage } from './messages.ts';
import { planCandidates } from './plan-candidates.ts';
import type { RunTools } from './plan-run.ts';

/** Plans the one mail of an event campaign whose event has come due. Repeating it offers the same row again, no other. */
export async function planEvent(tools: RunTools, message: Extract<PlanMessage, { kind: 'event' }>): Promise<void> {
  const ids = { campaign: message.campaign, event: message.event };
  const live = await findLiveCampaign(tools.campaigns, message.campaign);
  const event = await tools.customers.get(eventRef(message.event));
  const candidate = live && event && eventCandidate(live.version.campaign, event);
  if (live === undefined || event === undefined || candidate === undefined)
    return tools.log.info('event-without-campaign', ids);
  // What was due before the campaign was switched on is not made up for.
  const dueMs = eventCampaignDue(live.version.campaign, textOf(event, 'at'))?.instantMs ?? 0;
  if (dueMs < Date.parse(live.entry.enabledAt)) return tools.log.info('event-before-campaign', ids);

  const { version } = live;
  const today = localDate(tools.clock.nowMs(), version.campaign.timeZone);
  const accepts = compileWhere(version.campaign.where);
  // A day's events share a run, so that sweep looks after their mails as after all others.
  const run = { campaign: message.campaign, date: candidate.dueOn };
  const at = new Date(tools.clock.nowMs()).toISOString();
  const opened = { ...run, startedAt: at, version: version.version };
  const before = await tools.campaigns.openRun({ ...opened, days: [candidate.dueOn], counts: {} });
  const brake = await checkEventBrake(tools, version.campaign, before);
  const { counts } = await planCandidates(tools, { version, today, accepts }, [candidate], { held: brake.held });
  await tools.campaigns.addRunCounts(run.campaign, run.date, counts);
  await tools.campaigns.markRun(run.campaign, run.date, 'plannedAt', at);
  const ref = { customer: candidate.customer, key: occurrenceKey(version.campaign, candidate) };
  // A crash between the row and its message is made good by the queue's second delivery.
  const row = await tools.sendLog.get(ref);
  if (row?.state === 'planned') await tools.queues.send([ref]);
  if (row !== undefined && isHeldRow(row)) await holdEvent(tools, run, brake.limit, row);
}

/** The candidate that an event makes for a campaign, or undefined when the campaign is not about it. */
export function eventCandidate(campaign: Campaign, event: StoredRecord): Candidate | undefined {
  const { trigger } = campaign;
  const due = eventCampaignDue(campaign, textOf(event, 'at'));
  if (due === undefined || trigger.kind !== 'event' || trigger.event !== textOf(event, 'name')) return undefined;
  const { nominal, dueOn } = due;
  const customer = textOf(event, 'customer');
  return {
    customer,
    record: recordName({ type: 'customer', id: customer }),
    path: {},
    nominal,
    dueOn,
    offset: '',
    years: undefined,
    event: event.id,
  };
}
