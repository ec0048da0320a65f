import { type NewRecord, recordName, type StoredRecord } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import type { CustomerStore, PutResult } from '../../ports.ts';
import { fromCursor, toCursor } from '../stores/cursor.ts';
import { indexEntries, indexedFields, lookupOf } from '../stores/index-entry.ts';
import { recordChange } from '../stores/record-change.ts';
import { SortedIds } from './sorted-ids.ts';

export interface MemoryCustomerStoreOptions {
  /** Says which fields are dates and references. */
  readonly model: RecordModel;
  /** Ids per page of `find`; all of them unless told. */
  readonly pageSize?: number;
}

/** Records and their index in memory: for the command line's forecasts and for tests. */
export function createMemoryCustomerStore(options: MemoryCustomerStoreOptions): CustomerStore {
  const { model, pageSize = Number.POSITIVE_INFINITY } = options;
  const records = new Map<string, StoredRecord>();
  const index = new Map<string, SortedIds>();
  const columns = new Map<string, Set<string>>();

  function idsOf(lookup: string): SortedIds {
    const ids = index.get(lookup) ?? new SortedIds();
    index.set(lookup, ids);
    return ids;
  }

  function put(record: NewRecord): PutResult {
    const name = recordName(record);
    const before = records.get(name);
    const change = recordChange(model, record, before && { record: before, indexed: indexedFields(model, before) });
    if (change.result === 'unchanged') return change.result;
    if (before !== undefined) for (const { lookup, ref } of indexEntries(model, before)) idsOf(lookup).remove(ref);
    for (const { lookup, ref } of change.entries) idsOf(lookup).add(ref, record.id);
    records.set(name, change.next.record);
    return change.result;
  }

  return {
    async get(ref) {
      return records.get(recordName(ref));
    },
    async getMany(refs) {
      const found = refs.map((ref) => records.get(recordName(ref))).filter((record) => record !== undefined);
      return new Map(found.map((record) => [recordName(record), record]));
    },
    async find(query, cursor) {
      const { lookup, refPrefix = '' } = lookupOf(query);
      const after = cursor === undefined ? '' : String(fromCursor(cursor).after);
      const page = index.get(lookup)?.page(refPrefix, after, pageSize) ?? [];
      const items = page.map(([, id]) => id);
      const next = page.length < pageSize ? undefined : toCursor({ after: page.at(-1)?.[0] });
      return next === undefined ? { items } : { items, cursor: next };
    },
    async putMany(many) {
      return many.map(put);
    },
    async extraColumns() {
      return Object.fromEntries([...columns].map(([type, labels]) => [type, [...labels].sort()]));
    },
    async addExtraColumns(type, labels) {
      if (labels.length > 0) columns.set(type, new Set([...(columns.get(type) ?? []), ...labels]));
    },
  };
}
