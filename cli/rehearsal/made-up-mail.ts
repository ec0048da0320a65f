import { shiftDate } from '../../lambda/domain/calendar/duration.ts';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { Campaign, Trigger } from '../../lambda/domain/campaign/campaign.ts';
import { extendModel } from '../../lambda/domain/campaign-file/extend-model.ts';
import { sampleSources } from '../../lambda/domain/campaign-file/sample-sources.ts';
import {
  type MessageContext,
  type MessageSources,
  messageContext,
} from '../../lambda/domain/message/message-context.ts';
import { recipientAddress } from '../../lambda/domain/message/recipient-address.ts';
import { type StoredRecord, textOf } from '../../lambda/domain/records/record.ts';
import { recordTypesOf } from '../../lambda/domain/where/record-types-on-path.ts';
import type { Rehearsal } from './rehearsal.ts';

/** What a mail is written from when nothing is due: the customer's own record, and sample values all around it. */
export interface MadeUpMail {
  readonly context: MessageContext;
  readonly address: string;
  readonly offset: string;
  readonly nominal: IsoDate;
  readonly dueOn: IsoDate;
}

/** Makes up an occasion on `date` (a one-off campaign keeps its own): the first offset, one year, sample records and event. */
export async function madeUpMail(
  { tools }: Rehearsal,
  campaign: Campaign,
  customer: StoredRecord,
  date: IsoDate,
  unsubscribeUrl: string,
): Promise<MadeUpMail> {
  const { trigger } = campaign;
  const occasion = occasionOf(trigger, date);
  const model = extendModel(tools.stage.recordModel, await tools.customers.extraColumns());
  const sample = sampleSources(campaign, occasion.offset, recordTypesOf(campaign), tools.stage, model);
  const { event, ...others } = sample;
  const sources: MessageSources = {
    ...others,
    ...(trigger.kind === 'event' && { event }),
    customer: withDate(customer, trigger, occasion, true),
    records: Object.fromEntries(
      Object.entries(sample.records).map(([type, record]) => [type, withDate(record, trigger, occasion, false)]),
    ),
    candidate: occasion,
    unsubscribeUrl,
    today: occasion.dueOn,
  };
  const { offset, nominal, dueOn } = occasion;
  const address = recipientAddress(campaign.to, customer, sample.records);
  return { context: messageContext(sources), address, offset, nominal, dueOn };
}

type Occasion = MessageSources['candidate'];

function occasionOf(trigger: Trigger, date: IsoDate): Occasion {
  const nominal = trigger.kind === 'once' ? trigger.date : date;
  const plain = { nominal, dueOn: nominal, offset: '', years: undefined };
  if (trigger.kind !== 'date') return plain;
  const { rule } = trigger;
  if (rule.kind === 'within') return { ...plain, dueOn: shiftDate(nominal, rule.within, -1) };
  const years = rule.kind === 'yearly' ? Math.max(1, trigger.years?.from ?? 1) : undefined;
  const [first] = rule.offsets;
  if (first === undefined) return { ...plain, years };
  const { direction, duration, iso: offset } = first;
  return { nominal, dueOn: shiftDate(nominal, duration, direction === 'after' ? 1 : -1), offset, years };
}

/** The record with the occasion's date where the trigger looks for it; what the customer has of their own stays. */
function withDate(record: StoredRecord, trigger: Trigger, occasion: Occasion, isKept: boolean): StoredRecord {
  if (trigger.kind !== 'date' || trigger.path.holder !== record.type) return record;
  const { field } = trigger.path;
  if (isKept && textOf(record, field) !== '') return record;
  const stored = shiftDate(occasion.nominal, { years: occasion.years ?? 0, months: 0, weeks: 0, days: 0 }, -1);
  return { ...record, fields: { ...record.fields, [field]: stored } };
}
