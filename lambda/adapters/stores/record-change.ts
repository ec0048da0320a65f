import type { ConsentEntry } from '../../domain/privacy/consent-entry.ts';
import type { Acceptance, Fields, NewRecord, StoredRecord } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import {
  addressFields,
  entrySk,
  type IndexEntry,
  indexEntries,
  indexedFields,
  SUSPECT_ENTRY,
  TYPE_ENTRY,
} from './index-entry.ts';
import { acceptDate, mergeRecord, saysTheSame, type Told } from './merge-record.ts';

/** A record as a store keeps it. `indexed` names the fields that had entries when it was written, addresses with an `@`. */
export interface IndexedRecord {
  readonly record: StoredRecord;
  readonly indexed: readonly string[];
}

/** How a record stands in a store: as it is, or gone, with the last revision that it had. */
export type Standing = IndexedRecord | { readonly goneRev: number };

/** What has to be written to bring a record to its new state. */
export interface RecordChange {
  readonly result: 'created' | 'updated' | 'unchanged';
  readonly next: IndexedRecord;
  /** Every entry that the new state needs; addresses' by `withAddresses` only. */
  readonly entries: readonly IndexEntry[];
  /** Those that the old state did not have. */
  readonly added: readonly IndexEntry[];
  /** `sk` of the old state's entries that the new state has no use for. Former addresses stay findable. */
  readonly obsolete: readonly string[];
  /** The addresses that the record is found by; `added` = those that the old state did not have. */
  readonly addresses: { readonly all: readonly string[]; readonly added: readonly string[] };
  /** What a customer says now of marketing mail, when that is another thing than before. */
  readonly consent?: ConsentEntry['what'];
}

/**
 * Compares a record with what is stored. A model that now indexes other fields makes it a change too. `at` is the
 * instant of the change, ISO UTC, as far as anybody notes it.
 */
export function recordChange(
  model: RecordModel,
  record: NewRecord,
  standing: Standing | undefined,
  at?: string,
): RecordChange {
  const stored = standing && 'record' in standing ? standing : undefined;
  const told = mergeRecord(record, stored?.record);
  const { type, id } = record;
  const whole = { type, id, ...told };
  const entries = indexEntries(model, whole);
  const addressKeys = addressFields(model, whole);
  const indexed = [...indexedFields(model, whole), ...addressKeys.map((key) => `@${key}`)];
  if (stored && saysTheSame(stored.record, told) && stored.indexed.join('\n') === indexed.join('\n')) {
    return { result: 'unchanged', next: stored, entries, added: [], obsolete: [], addresses: { all: [], added: [] } };
  }
  const consent = consentChange(type, told.fields, standing);
  const before = new Set(stored && entrySksOf(stored));
  const wanted = new Set(entries.map(({ sk }) => sk));
  const isNew = (key: string) =>
    stored?.record.fields[key] !== told.fields[key] || !stored?.indexed.includes(`@${key}`);
  const addressesOf = (keys: readonly string[]) => [...new Set(keys.map((key) => String(told.fields[key])))];
  return {
    result: stored === undefined ? 'created' : 'updated',
    next: { record: withRevision({ type, id }, told, revOf(standing) + 1, at), indexed },
    entries,
    added: entries.filter(({ sk }) => !before.has(sk)),
    obsolete: [...before].filter((sk) => !wanted.has(sk)),
    addresses: { all: addressesOf(addressKeys), added: addressesOf(addressKeys.filter(isNew)) },
    ...(consent !== undefined && { consent }),
  };
}

/** The change that lets a date of a record start mails although it looks made up. */
export function acceptChange(stored: IndexedRecord, field: string, by: Acceptance, at?: string): RecordChange {
  const { record, indexed } = stored;
  const told = acceptDate(record, field, by);
  const next = { record: withRevision(record, told, record.rev + 1, at), indexed };
  const obsolete = told.suspects === undefined ? [SUSPECT_ENTRY] : [];
  return { result: 'updated', next, entries: [], added: [], obsolete, addresses: { all: [], added: [] } };
}

/** `sk` of every entry that a stored record has, but those of addresses; its type's last. */
export function entrySksOf({ record, indexed }: IndexedRecord): readonly string[] {
  const fields = indexed.filter((key) => !key.startsWith('@'));
  return [
    ...fields.map((key) => entrySk(key, record.fields[key])),
    ...(record.suspects === undefined ? [] : [SUSPECT_ENTRY]),
    TYPE_ENTRY,
  ];
}

function withRevision({ type, id }: NewRecordRef, told: Told, rev: number, at?: string): StoredRecord {
  return { type, id, rev, ...(at !== undefined && { changedAt: at }), ...told };
}

type NewRecordRef = Pick<NewRecord, 'type' | 'id'>;

function revOf(standing: Standing | undefined): number {
  if (standing === undefined) return 0;
  return 'record' in standing ? standing.record.rev : standing.goneRev;
}

/** A customer who comes back after a removal says anew whatever they say, even nothing. */
function consentChange(type: string, fields: Fields, standing: Standing | undefined): ConsentEntry['what'] | undefined {
  if (type !== 'customer') return undefined;
  const isBack = standing !== undefined && 'goneRev' in standing;
  const before = standing && 'record' in standing ? standing.record.fields : {};
  const [was, is] = [before, fields].map(({ consent }) => (typeof consent === 'boolean' ? consent : undefined));
  if (was === is && !isBack) return undefined;
  return is === undefined ? 'unknown' : is ? 'given' : 'withdrawn';
}
