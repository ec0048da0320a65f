import { shiftDate } from '../domain/calendar/duration.ts';
import { addDays } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import { eventCampaignDue } from '../domain/campaign/event-campaign-due.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { textOf } from '../domain/records/record.ts';
import { dueInstantMs } from '../domain/send-log/due-instant.ts';
import { mayHaveLeft, type Outage } from '../domain/send-log/may-have-left.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { CampaignStore } from '../ports.ts';
import { eventRef } from './candidate-records.ts';
import { findCandidates } from './find-candidates.ts';
import type { CandidateQuestion } from './know-candidates.ts';
import { findLiveCampaign, type LiveCampaign } from './live-campaign.ts';
import { pagesOf } from './pages-of.ts';
import { type PlanTools, planCandidates } from './plan-candidates.ts';
import { eventCandidate } from './plan-event.ts';

/** What recovering needs. */
export interface RecoverTools extends PlanTools {
  readonly campaigns: CampaignStore;
}

/** What recovering came to: rows brought back, and those of which nobody knows whether their mail went out. */
export interface Recovered {
  readonly restored: number;
  readonly uncertain: number;
}

/**
 * Brings the send log back after rows of it were lost: `rows` are those of a table restored to `outage.from`, and are
 * written where the log has none. What was open then, and what fell due until `outage.until`, may have been mailed: it
 * becomes `uncertain`, and a person is asked. Repeating it changes nothing.
 */
export async function recoverSendLog(
  tools: RecoverTools,
  rows: AsyncIterable<SendRow>,
  outage: Outage,
): Promise<Recovered> {
  let restored = 0;
  let uncertain = 0;
  for await (const row of rows) {
    const live = await findLiveCampaign(tools.campaigns, row.campaign);
    const isOpen = mayHaveLeft(row, live?.version.campaign, outage);
    const at = new Date(tools.clock.nowMs()).toISOString();
    // What people were reminded of was another question.
    const { remindedAt: _, ...afresh } = row;
    const back: SendRow = isOpen ? { ...afresh, state: 'uncertain', reason: 'log-restored', at } : row;
    if ((await tools.sendLog.insert(back)) !== undefined) continue;
    restored += 1;
    if (isOpen) uncertain += 1;
  }
  const { campaigns } = await tools.campaigns.manifest();
  for (const id of Object.keys(campaigns)) {
    const live = await findLiveCampaign(tools.campaigns, id);
    if (live !== undefined) uncertain += await recoverCampaign(tools, live, outage);
  }
  return { restored, uncertain };
}

/** Writes the rows that the campaign's runs of the outage would have written; answers how many are uncertain. */
async function recoverCampaign(tools: RecoverTools, { version }: LiveCampaign, outage: Outage): Promise<number> {
  const { campaign } = version;
  const accepts = compileWhere(campaign.where);
  const untilMs = Date.parse(outage.until);
  const last = localDate(untilMs, campaign.timeZone);
  let uncertain = 0;
  const recover = async (question: CandidateQuestion, candidates: readonly Candidate[]) => {
    const { counts } = await planCandidates(tools, question, candidates, { mayHaveLeft: true });
    uncertain += counts['uncertain:log-restored'] ?? 0;
  };
  // What was due shortly before may have been made up for during the outage.
  const first = shiftDate(localDate(Date.parse(outage.from), campaign.timeZone), campaign.validFor, -1);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (!isActiveOn(campaign, day) || dueInstantMs(campaign, { dueOn: day }) > untilMs) continue;
    for await (const { candidates } of findCandidates(tools.customers, campaign, day))
      await recover({ version, today: day, accepts }, candidates);
  }
  for await (const candidate of eventsBetween(tools, version, { ...outage, firstDay: first }))
    await recover({ version, today: candidate.dueOn, accepts }, [candidate]);
  return uncertain;
}

async function* eventsBetween(
  { customers }: Pick<RecoverTools, 'customers'>,
  { campaign }: LiveCampaign['version'],
  { until, firstDay }: Outage & { readonly firstDay: string },
): AsyncGenerator<Candidate> {
  if (campaign.trigger.kind !== 'event') return;
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'type', type: 'event' }, cursor))) {
    const events = await customers.getMany(ids.map(eventRef));
    for (const event of events.values()) {
      const dueMs = eventCampaignDue(campaign, textOf(event, 'at'))?.instantMs;
      const candidate = eventCandidate(campaign, event);
      if (dueMs === undefined || candidate === undefined) continue;
      if (candidate.dueOn >= firstDay && dueMs <= Date.parse(until)) yield candidate;
    }
  }
}
