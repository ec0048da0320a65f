import type { Due } from '../domain/calendar/due.ts';
import { addDays, type IsoDate, isStoredDate } from '../domain/calendar/plain-date.ts';
import { instantOf, localDate } from '../domain/calendar/zone.ts';
import { lastMissedDay } from '../domain/campaign/next-run.ts';
import { duesTakenOver } from '../domain/decision/dues-taken-over.ts';
import { lastSentOn } from '../domain/decision/last-sent-on.ts';
import { recordName, type StoredRecord, textOf } from '../domain/records/record.ts';
import { newRow } from '../domain/send-log/new-row.ts';
import { eachByItself } from './each-by-itself.ts';
import { holdersOf } from './find-holders.ts';
import { findLiveCampaign, type LiveCampaign } from './live-campaign.ts';
import type { PlanMessage } from './messages.ts';
import type { RunTools } from './plan-run.ts';

type TakeOver = Extract<PlanMessage, { kind: 'take-over' }>;

const CUSTOMERS_AT_A_TIME = 10;
const FORGOTTEN_AFTER_DAYS = 400;

/**
 * Writes what an earlier system sent into the send log, as sent that day at noon without a message: for the occurrences
 * of which no run will speak any more. Those to come are left to their runs. Rows that exist stay; repeating it changes nothing.
 */
export async function takeOver(tools: RunTools, message: TakeOver): Promise<void> {
  const campaigns = await campaignsOf(tools, message);
  if (campaigns.length === 0) return;
  let page = message.cursor;
  do {
    const found = message.customers
      ? { items: message.customers, cursor: undefined }
      : await tools.customers.find({ by: 'type', type: 'customer' }, page);
    const records = await tools.customers.getMany(found.items.map((id) => ({ type: 'customer', id })));
    await eachByItself(
      records.values(),
      (customer) => eachByItself(campaigns, (campaign) => takeOverOne(tools, campaign, customer)),
      CUSTOMERS_AT_A_TIME,
    );
    page = found.cursor;
    if (page !== undefined && !tools.hasTime()) return tools.queues.plan([{ ...message, cursor: page }]);
  } while (page !== undefined);
}

interface Campaign extends LiveCampaign {
  /** The last day of which no run will speak any more. */
  readonly until: IsoDate;
}

async function campaignsOf({ campaigns }: RunTools, message: TakeOver): Promise<readonly Campaign[]> {
  const { campaigns: entries } = await campaigns.manifest();
  const found: Campaign[] = [];
  for (const id of message.campaigns ?? Object.keys(entries)) {
    const live = await findLiveCampaign(campaigns, id);
    if (live?.version.campaign.lastSentColumn === undefined) continue;
    const missed = lastMissedDay(live.version.campaign, Date.parse(live.entry.enabledAt));
    const done = (await campaigns.watermark(id)) ?? '';
    found.push({ ...live, until: done > missed ? done : missed });
  }
  return found;
}

async function takeOverOne(
  { customers, sendLog, clock }: RunTools,
  { version, until }: Campaign,
  customer: StoredRecord,
): Promise<void> {
  const { campaign } = version;
  const { trigger, timeZone } = campaign;
  const sentOn = lastSentOn(campaign, customer);
  // What was sent longer ago stands for nothing that a run of today or a later one could meet.
  if (sentOn === undefined || sentOn < addDays(until, -FORGOTTEN_AFTER_DAYS)) return;
  if (sentOn > localDate(clock.nowMs(), timeZone)) return;
  const at = new Date(instantOf(sentOn, '12:00', timeZone)).toISOString();
  const write = async (holder: StoredRecord, path: Readonly<Record<string, string>>) => {
    const stored = trigger.kind === 'date' ? textOf(holder, trigger.path.field) : '';
    const dues = duesTakenOver(campaign, isStoredDate(stored) ? stored : undefined, sentOn);
    for (const due of dues.filter((each) => lastDueOn(campaign, each) <= until)) {
      const candidate = { customer: customer.id, record: recordName(holder), path, ...due };
      await sendLog.insert({ ...newRow(version, candidate, { state: 'sent', reason: 'taken-over' }, at), sentAt: at });
    }
  };
  if (trigger.kind !== 'date') return write(customer, {});
  for await (const { record, path } of holdersOf(customers, trigger.path, customer)) await write(record, path);
}

/** The last day on which a run meets an occurrence: what a date is near to stays due until that date. */
function lastDueOn({ trigger }: LiveCampaign['version']['campaign'], { nominal, dueOn }: Due): IsoDate {
  return trigger.kind === 'date' && trigger.rule.kind === 'within' ? nominal : dueOn;
}
