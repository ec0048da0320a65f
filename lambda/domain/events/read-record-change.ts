import type { IsoDate } from '../calendar/plain-date.ts';
import { mapHeader } from '../import/map-header.ts';
import { readCell } from '../import/read-row.ts';
import { whyNotAnId } from '../import/record-id.ts';
import { suspectFieldsOf } from '../import/suspect-fields-of.ts';
import { trimWide } from '../records/read-field.ts';
import type { FieldValue, NewRecord } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import type { EventProblem } from './event-problem.ts';

/** A field's value as JSON brings it; null and '' empty the field. */
type JsonValue = string | number | boolean | null;

/** How the fields of events are read. Date-times with Z or an offset become the date in `timeZone`. */
export interface EventRules {
  readonly timeZone: string;
  readonly today: IsoDate;
}

/** What an event says of a record, and the names among it that the model does not know. */
export type RecordReading =
  | { readonly ok: true; readonly record: NewRecord; readonly extraColumns: readonly string[] }
  | { readonly ok: false; readonly problems: readonly EventProblem[] };

/**
 * Reads fields by key or label as a file's columns of the same names would be read; of two names for one field the
 * model's first counts. `path` is where they stand in the event.
 */
export function readRecordChange(
  type: RecordTypeModel,
  { id: ownId, ...fields }: Readonly<Record<string, JsonValue>>,
  path: string,
  { timeZone, today }: EventRules,
): RecordReading {
  const id = trimWide(String(ownId ?? ''));
  const unusable = whyNotAnId(id);
  const problems: EventProblem[] = unusable ? [{ path: `${path}.id`, explanation: unusable }] : [];
  const names = Object.keys(fields);
  // `id` is the event's own word for it: labels that mean the id too do not count.
  const header = mapHeader(type, 1, [...names, 'id']);
  const columns = header.ok ? header.header.columns : [];
  const read: [string, FieldValue][] = [];
  const covers: string[] = [];
  const extraColumns: string[] = [];
  names.forEach((name, index) => {
    const column = columns[index];
    if (column === undefined || column.holds === 'ignored' || column.holds === 'id') return;
    const value = readCell(column, String(fields[name] ?? ''), timeZone);
    if ('wrong' in value) problems.push({ path: `${path}.${name}`, explanation: value.wrong });
    else {
      const key = column.holds === 'field' ? column.field.key : column.label;
      covers.push(key);
      if (value.value !== undefined) read.push([key, value.value]);
      if (column.holds === 'extra') extraColumns.push(column.label);
    }
  });
  if (problems.length > 0) return { ok: false, problems };
  const known = Object.fromEntries(read);
  const suspects = [...suspectFieldsOf(known, type, today).keys()].sort();
  const record = { type: type.type, id, fields: known, covers, ...(suspects.length > 0 && { suspects }) };
  return { ok: true, record, extraColumns };
}
