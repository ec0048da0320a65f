import type { Fields, NewRecord, StoredRecord } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import { entrySk, type IndexEntry, indexEntries, indexedFields, TYPE_ENTRY } from './index-entry.ts';

/** A record as a store keeps it. `indexed` names the fields that had entries when it was written. */
export interface IndexedRecord {
  readonly record: StoredRecord;
  readonly indexed: readonly string[];
}

/** What has to be written to bring a record to its new state. */
export interface RecordChange {
  readonly result: 'created' | 'updated' | 'unchanged';
  readonly next: IndexedRecord;
  /** Every entry that the new state needs. */
  readonly entries: readonly IndexEntry[];
  /** Those that the old state did not have. */
  readonly added: readonly IndexEntry[];
  /** `sk` of the old state's entries that the new state has no use for. */
  readonly obsolete: readonly string[];
}

/**
 * Compares a record with what is stored. A model that now indexes other fields makes it a change too. `at` is the
 * instant of the change, ISO UTC, as far as anybody notes it.
 */
export function recordChange(
  model: RecordModel,
  record: NewRecord,
  stored: IndexedRecord | undefined,
  at?: string,
): RecordChange {
  const { type, id, fields } = record;
  const indexed = indexedFields(model, record);
  const entries = indexEntries(model, record);
  const rev = (stored?.record.rev ?? 0) + 1;
  const next = { record: { type, id, fields, rev, ...(at !== undefined && { changedAt: at }) }, indexed };
  if (stored === undefined) return { result: 'created', next, entries, added: entries, obsolete: [] };
  if (sameFields(stored.record.fields, fields) && stored.indexed.join() === indexed.join()) {
    return { result: 'unchanged', next: stored, entries, added: [], obsolete: [] };
  }
  const before = new Set(stored.indexed.map((key) => entrySk(key, stored.record.fields[key])));
  const wanted = new Set(entries.map(({ sk }) => sk));
  return {
    result: 'updated',
    next,
    entries,
    added: entries.filter(({ sk }) => sk !== TYPE_ENTRY && !before.has(sk)),
    obsolete: [...before].filter((sk) => !wanted.has(sk)),
  };
}

function sameFields(one: Fields, other: Fields): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
