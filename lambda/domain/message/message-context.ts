import { durationWords } from '../calendar/duration.ts';
import { daysBetween, type IsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Candidate } from '../decision/candidate.ts';
import type { StoredRecord } from '../records/record.ts';
import type { RecordModel, RecordTypeModel } from '../records/record-model.ts';
import type { StageConfig } from '../stage-config.ts';
import { fieldSteps, fieldsWithId } from '../where/fields-with-id.ts';

/** What a template sees. Objects have no prototype, so that no variable reaches into JavaScript. */
export type MessageContext = Readonly<Record<string, unknown>>;

/** Everything a mail's words are made from. */
export interface MessageSources {
  readonly customer: StoredRecord;
  /** The other records between the date and the customer, by type. */
  readonly records: Readonly<Record<string, StoredRecord>>;
  /** The event's `data`, for event campaigns. */
  readonly event?: unknown;
  readonly campaign: Pick<Campaign, 'locale' | 'contact'>;
  readonly candidate: Pick<Candidate, 'nominal' | 'dueOn' | 'offset' | 'years'>;
  readonly stage: Pick<StageConfig, 'sender' | 'recordModel'>;
  readonly unsubscribeUrl: string;
  /** The day the mail leaves, in the campaign's zone. */
  readonly today: IsoDate;
}

/** Builds what a template sees: the customer's fields at the root and under `customer`, other records under their type. */
export function messageContext(sources: MessageSources): MessageContext {
  const { customer, records, campaign, candidate, today } = sources;
  const { sender, recordModel: model } = sources.stage;
  const context = recordContext(customer, findByKey(model, 'customer'));
  const own = recordContext(customer, findByKey(model, 'customer'));
  for (const name of ['customer', ...(findByKey(model, 'customer')?.labels ?? [])]) context[name] = own;
  for (const record of Object.values(records)) {
    if (record.type === 'customer') continue;
    const type = findByKey(model, record.type);
    const fields = recordContext(record, type);
    for (const name of [record.type, ...(type?.labels ?? [])]) context[name] = fields;
  }
  if (sources.event !== undefined) context.event = sources.event;
  return Object.assign(context, {
    years: candidate.years,
    offset: durationWords(candidate.offset, campaign.locale),
    offsetIso: candidate.offset,
    date: candidate.nominal,
    today,
    daysLeft: daysBetween(today, candidate.nominal),
    daysLate: daysBetween(candidate.dueOn, today),
    unsubscribeUrl: sources.unsubscribeUrl,
    sender: Object.assign(emptyObject(), {
      name: sender.name,
      address: sender.address,
      contact: campaign.contact ?? sender.contact,
    }),
  });
}

function recordContext(record: StoredRecord, type: RecordTypeModel | undefined): Record<string, unknown> {
  const context = emptyObject();
  // Columns that the model does not know are kept under their label, which is their key.
  for (const [key, value] of Object.entries(record.fields)) context[key] = value;
  for (const field of type === undefined ? [] : fieldsWithId(type)) {
    const value = field.key === 'id' ? record.id : record.fields[field.key];
    putNested(context, fieldSteps(field), value);
    for (const label of field.labels) context[label] = value;
  }
  context.id = record.id;
  return context;
}

/** `owner.name` becomes `{ owner: { name } }`. */
function putNested(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = isNested(target[first]) ? target[first] : emptyObject();
  target[first] = inner;
  putNested(inner, rest, value);
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function emptyObject(): Record<string, unknown> {
  return Object.create(null);
}

function findByKey(model: RecordModel, type: string): RecordTypeModel | undefined {
  return model.find((candidate) => candidate.type === type);
}
