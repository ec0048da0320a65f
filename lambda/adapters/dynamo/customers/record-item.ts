import type { RecordRef } from '../../../domain/records/record.ts';
import { isExpired } from '../../../domain/records/retention.ts';
import type { IndexedRecord, Standing } from '../../stores/record-change.ts';
import type { Item, Key } from '../table.ts';

/** Where in its partition a record stands; its index entries and consents stand beside it. */
export const RECORD_SK = 'record';

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

/** The item to write for a record. `expiresAt` = the epoch second from which it counts as gone, for those that do not stay. */
export function toItem({ record, indexed }: IndexedRecord, expiresAt?: number): Item {
  return { ...recordKey(record), ...record, indexed, ...(expiresAt !== undefined && { expiresAt }) };
}

/** What stays of a record that was taken away: that it was there, and its last revision. */
export interface Tombstone extends RecordRef {
  readonly rev: number;
  /** ISO UTC. */
  readonly removedAt: string;
  /** Epoch second. */
  readonly expiresAt: number;
}

/** The item to write for a tombstone. */
export function toTombstoneItem(tombstone: Tombstone): Item {
  return { ...recordKey(tombstone), ...tombstone };
}

/** How the record of an item stands at an instant: past its time, it is gone. */
export function standingOf(item: Item, nowMs: number): Standing {
  const { rev, removedAt, expiresAt } = item;
  if (removedAt !== undefined || isExpired(expiresAt, nowMs)) return { goneRev: rev };
  const { type, id, changedAt, fields, indexed, suspects, accepted } = item;
  const record = {
    ...{ type, id, rev },
    ...(changedAt !== undefined && { changedAt }),
    fields,
    ...(suspects !== undefined && { suspects }),
    ...(accepted !== undefined && { accepted }),
  };
  return { record, indexed };
}

/** The record of an item as it stands at an instant; undefined when it is gone. */
export function liveOf(item: Item | undefined, nowMs: number): IndexedRecord | undefined {
  const standing = item && standingOf(item, nowMs);
  return standing !== undefined && 'record' in standing ? standing : undefined;
}
