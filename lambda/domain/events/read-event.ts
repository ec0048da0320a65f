import type * as z from 'zod/mini';
import { isInstant } from '../import/read-event-line.ts';
import { whyNotAnId } from '../import/record-id.ts';
import { readAddress, trimWide } from '../records/read-field.ts';
import type { NewRecord, RecordRef } from '../records/record.ts';
import { findType, type RecordModel, type RecordTypeModel } from '../records/record-model.ts';
import type { EventProblem } from './event-problem.ts';
import type { Happening } from './event-record.ts';
import { customerDeleted, customerUpserted, happening, recordDeleted, recordUpserted } from './event-schemas.ts';
import { type EventShape, nobody, tooLarge, unknownPart, unknownType, wordsFor } from './event-words.ts';
import type { InboundEvent } from './inbound-event.ts';
import { type EventRules, readRecordChange } from './read-record-change.ts';

/** What an event asks for, or all that is wrong with it. */
export type EventReading =
  | { readonly kind: 'upsert'; readonly record: NewRecord; readonly extraColumns: readonly string[] }
  | { readonly kind: 'removal'; readonly ref: RecordRef }
  | { readonly kind: 'happening'; readonly happening: Happening }
  | { readonly kind: 'refused'; readonly problems: readonly EventProblem[] };

/** EventBridge brings up to a megabyte by now; an item of a table holds 400 KB. */
const maxDetailBytes = 256 * 1024;

/** Reads an event by its detail-type: four say how records stand, any other that something has happened. */
export function readEvent(
  event: InboundEvent,
  rules: EventRules & { readonly recordModel: RecordModel },
): EventReading {
  const customer = findType(rules.recordModel, 'customer');
  switch (event['detail-type'].trim()) {
    case 'customer.upserted':
      return read(customerUpserted, event, 'record', (detail) => upsert(customer, detail.customer, 'customer', rules));
    case 'customer.deleted':
      return read(customerDeleted, event, 'deletion', (detail) => removal(customer, detail.customer.id, 'customer'));
    case 'record.upserted':
      return read(recordUpserted, event, 'record', ({ type, record }) =>
        upsert(findType(rules.recordModel, type), record, 'record', rules),
      );
    case 'record.deleted':
      return read(recordDeleted, event, 'deletion', ({ type, record }) =>
        removal(findType(rules.recordModel, type), record.id, 'record'),
      );
    default:
      return read(happening, event, 'happening', (detail) => readHappening(event, detail));
  }
}

function read<T>(
  schema: z.ZodMiniType<T>,
  { detail }: InboundEvent,
  words: EventShape,
  then: (detail: T) => EventReading,
): EventReading {
  if (Buffer.byteLength(JSON.stringify(detail) ?? '') > maxDetailBytes) {
    return refused([{ path: 'detail', explanation: tooLarge }]);
  }
  const parsed = schema.safeParse(detail);
  if (parsed.success) return then(parsed.data);
  return refused(parsed.error.issues.flatMap((issue) => problemsOf(issue, words)));
}

/** Names of parts and fields are told, values never. */
function problemsOf(issue: z.core.$ZodIssue, words: EventShape): readonly EventProblem[] {
  const path = ['detail', ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), explanation: unknownPart(words) }));
  }
  const last = String(issue.path.at(-1) ?? '');
  // A whole record of another shape is not an id of another shape.
  const part =
    issue.path.length === 1 && (last === 'record' || (last === 'customer' && words !== 'happening')) ? '' : last;
  return [{ path: path.join('.'), explanation: wordsFor(part, words) }];
}

function upsert(
  type: RecordTypeModel | undefined,
  fields: Parameters<typeof readRecordChange>[1],
  part: string,
  rules: EventRules,
): EventReading {
  if (type === undefined) return refusedType();
  const reading = readRecordChange(type, fields, `detail.${part}`, rules);
  if (!reading.ok) return refused(reading.problems);
  const { record, extraColumns } = reading;
  return { kind: 'upsert', record, extraColumns };
}

function removal(type: RecordTypeModel | undefined, given: string | number, part: string): EventReading {
  if (type === undefined) return refusedType();
  const id = trimWide(String(given));
  const unusable = whyNotAnId(id);
  if (unusable) return refused([{ path: `detail.${part}.id`, explanation: unusable }]);
  return { kind: 'removal', ref: { type: type.type, id } };
}

const maxNameChars = 64;

function readHappening(envelope: InboundEvent, detail: z.output<typeof happening>): EventReading {
  const event = envelope['detail-type'].trim();
  const { source } = envelope;
  const id = trimWide(String(detail.id ?? envelope.id));
  const customer = trimWide(String(detail.customer ?? ''));
  const email = readAddress(detail.email ?? '');
  const at = (detail.at ?? '').trim() || envelope.time;
  const wrong: EventProblem[] = [];
  const tell = (isWrong: boolean, path: string, part: string) => {
    if (isWrong) wrong.push({ path, explanation: wordsFor(part, 'happening') });
  };
  tell(event === '' || event.length > maxNameChars, 'detail-type', 'detail-type');
  tell(whyNotAnId(id) !== undefined, 'detail.id', 'id');
  tell(customer !== '' && whyNotAnId(customer) !== undefined, 'detail.customer', 'customer');
  tell(!isInstant(at), 'detail.at', 'at');
  if (customer === '' && email === '') wrong.push({ path: 'detail.customer', explanation: nobody });
  if (wrong.length > 0) return refused(wrong);
  const by = customer === '' ? { email } : { customer };
  return { kind: 'happening', happening: { id, source, event, by, at, data: detail.data ?? {} } };
}

function refusedType(): EventReading {
  return refused([{ path: 'detail.type', explanation: unknownType }]);
}

function refused(problems: readonly EventProblem[]): EventReading {
  return { kind: 'refused', problems };
}
