import type { RecordRef } from '../../../domain/records/record.ts';
import { recordExpiry } from '../../../domain/records/retention.ts';
import type { IndexEntry } from '../../stores/index-entry.ts';
import type { RecordChange } from '../../stores/record-change.ts';
import { inParallel } from '../in-parallel.ts';
import { type Condition, deleteItem, type Item, putItem, type TableRef } from '../table.ts';
import type { CustomersTable } from './customers-table.ts';
import { recordPk, toItem } from './record-item.ts';

const ENTRIES_AT_ONCE = 8;

/** Writes the record on condition of the revision that was read, then removes its obsolete entries. False when somebody was first. */
export async function putRecord(table: CustomersTable, { next, obsolete }: RecordChange): Promise<boolean> {
  const { record } = next;
  const item = toItem(next, recordExpiry(record.type, table.nowMs()));
  if (!(await putItem(table, item, ifRevision(record.rev - 1)))) return false;
  // A later change may want an entry again, and has then given it its own revision.
  for (const sk of obsolete) await deleteEntry(table, record, sk, record.rev - 1);
  return true;
}

/** Writes entries one by one; an entry's revision only grows, so that no removal that is on its way takes it along. */
export async function putEntries(table: CustomersTable, change: RecordChange, entries: readonly IndexEntry[]) {
  await inParallel(entryItems(table, change, entries), ENTRIES_AT_ONCE, (item) =>
    putItem(table, item, {
      expression: 'attribute_not_exists(pk) OR #rev < :rev',
      names: { '#rev': 'rev' },
      values: { ':rev': item.rev },
    }),
  );
}

/** A change's entries as items. They last as long as their record. */
export function entryItems(
  { nowMs }: CustomersTable,
  { next }: RecordChange,
  entries: readonly IndexEntry[],
): readonly Item[] {
  const { record } = next;
  const expiresAt = recordExpiry(record.type, nowMs());
  return entries.map((entry) => ({
    ...{ pk: recordPk(record), ...entry, rev: record.rev },
    ...(expiresAt !== undefined && { expiresAt }),
  }));
}

/** Removes an item of a record's partition, unless it is of a later revision than `upTo`. */
export async function deleteEntry(table: TableRef, record: RecordRef, sk: string, upTo: number): Promise<void> {
  await deleteItem(
    table,
    { pk: recordPk(record), sk },
    { expression: '#rev <= :upTo', names: { '#rev': 'rev' }, values: { ':upTo': upTo } },
  );
}

/** Holds when a record is still at the revision that was read; 0 = there was none. */
export function ifRevision(seen: number): Condition {
  return seen === 0
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: '#rev = :seen', names: { '#rev': 'rev' }, values: { ':seen': seen } };
}
