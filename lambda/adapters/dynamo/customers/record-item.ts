import type { RecordRef } from '../../../domain/records/record.ts';
import type { IndexedRecord } from '../../stores/record-change.ts';
import type { Item, Key } from '../table.ts';

const RECORD_SK = 'record';

/** The partition that a record shares with its index entries. */
export function recordPk({ type, id }: RecordRef): string {
  return `${type}#${id}`;
}

/** Where a record stands. */
export function recordKey(ref: RecordRef): Key {
  return { pk: recordPk(ref), sk: RECORD_SK };
}

/** The id in a record's partition key; types have no `#`, ids may. */
export function idOfPk(pk: string): string {
  return pk.slice(pk.indexOf('#') + 1);
}

/** The item to write for a record. */
export function toItem({ record, indexed }: IndexedRecord): Item {
  const { type, id, rev, changedAt, fields } = record;
  return { ...recordKey(record), type, id, rev, ...(changedAt !== undefined && { changedAt }), fields, indexed };
}

/** The inverse of `toItem`. */
export function fromItem({ type, id, rev, changedAt, fields, indexed }: Item): IndexedRecord {
  return { record: { type, id, rev, ...(changedAt !== undefined && { changedAt }), fields }, indexed };
}
