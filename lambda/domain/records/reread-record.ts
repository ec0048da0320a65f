import { suspectFieldsOf } from '../import/suspect-fields-of.ts';
import { readField } from './read-field.ts';
import type { FieldValue, NewRecord, StoredRecord } from './record.ts';
import { findFields, type RecordTypeModel } from './record-model.ts';

/** What a record says when its columns are read as they are now. `unreadable` = keys whose text is not of the column's kind. */
export interface Rereading {
  /** Only what is another thing than before. */
  readonly told: Pick<NewRecord, 'fields' | 'suspects'> & { readonly covers: readonly string[] };
  readonly unreadable: readonly string[];
}

/** Reads a record's values again: also those kept under a column's label from before the model knew the column. */
export function rereadRecord(
  { fields }: StoredRecord,
  type: RecordTypeModel,
  { timeZone, today }: { readonly timeZone: string; readonly today: string },
): Rereading {
  const changed: Record<string, FieldValue> = {};
  const covers = new Set<string>();
  const unreadable: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    const [field, ...others] = findFields(type, key);
    if (field === undefined || others.length > 0) continue;
    const isMoved = field.key !== key;
    if (isMoved && field.key in fields) continue;
    const reading = readField(field.kind, String(value), timeZone);
    if (!reading.ok) unreadable.push(key);
    if (!reading.ok || (reading.value === value && !isMoved)) continue;
    for (const covered of [key, field.key]) covers.add(covered);
    if (reading.value !== undefined) changed[field.key] = reading.value;
  }
  const suspects = [...suspectFieldsOf(changed, type, today).keys()];
  return { told: { fields: changed, covers: [...covers], ...(suspects.length > 0 && { suspects }) }, unreadable };
}
