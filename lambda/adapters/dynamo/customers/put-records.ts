import { type NewRecord, recordName } from '../../../domain/records/record.ts';
import type { RecordModel } from '../../../domain/records/record-model.ts';
import type { Clock, PutResult } from '../../../ports.ts';
import type { IndexEntry } from '../../stores/index-entry.ts';
import { type IndexedRecord, type RecordChange, recordChange } from '../../stores/record-change.ts';
import { pauseBefore } from '../backoff.ts';
import { getItems, putItems } from '../batches.ts';
import { inParallel } from '../in-parallel.ts';
import { StoreError } from '../store-error.ts';
import { deleteItem, getItem, type Item, putItem, type TableRef } from '../table.ts';
import { fromItem, recordKey, recordPk, toItem } from './record-item.ts';

const RECORDS_PER_ROUND = 100;
const WRITES_AT_ONCE = 16;
const MAX_CONFLICTS = 12;

/**
 * Puts records; what is already so costs one read. Always in this order, so that an entry may be stale but never missing,
 * wherever it stops: new entries, then the record if nobody changed it meanwhile, then the removal of obsolete entries.
 */
export async function putRecords(
  table: TableRef,
  model: RecordModel,
  records: readonly NewRecord[],
  clock?: Clock,
): Promise<readonly PutResult[]> {
  const results: PutResult[] = [];
  const changeOf: ChangeOf = (record, stored) =>
    recordChange(model, record, stored, clock && new Date(clock.nowMs()).toISOString());
  for (const round of roundsOf(records)) results.push(...(await putRound(table, changeOf, round)));
  return results;
}

type ChangeOf = (record: NewRecord, stored: IndexedRecord | undefined) => RecordChange;

async function putRound(table: TableRef, changeOf: ChangeOf, round: readonly NewRecord[]) {
  const items = (await getItems(table, round.map(recordKey))).map(fromItem);
  const stored = new Map(items.map((item) => [recordName(item.record), item]));
  const changes = round.map((record) => changeOf(record, stored.get(recordName(record))));
  // Nobody can have used a new record's entries yet, so these may go in batches.
  await putItems(
    table,
    changes.filter(({ result }) => result === 'created').flatMap((change) => entryItems(change, change.added)),
  );
  return inParallel(changes, WRITES_AT_ONCE, async (change) => {
    if (change.result === 'unchanged') return change.result;
    if (change.result === 'updated') await putEntries(table, change, change.added);
    if (await putRecord(table, change)) return change.result;
    return putAgain(table, changeOf, change.next.record);
  });
}

/** Goes on after somebody else changed the record first. */
async function putAgain(table: TableRef, changeOf: ChangeOf, record: NewRecord): Promise<PutResult> {
  for (let conflicts = 1; conflicts <= MAX_CONFLICTS; conflicts++) {
    await pauseBefore(conflicts);
    const item = await getItem(table, recordKey(record));
    const change = changeOf(record, item && fromItem(item));
    // Every entry, not only the new ones: our lost try may have put one back to an earlier revision, open to removal.
    await putEntries(table, change, change.entries);
    if (change.result === 'unchanged' || (await putRecord(table, change))) return change.result;
  }
  throw new StoreError(`A record of ${table.table} is changed by too many at once`, { retryable: true });
}

/** Writes the record on condition of the revision that was read, then removes its obsolete entries. */
async function putRecord(table: TableRef, change: RecordChange): Promise<boolean> {
  const { record } = change.next;
  const seen = record.rev - 1;
  const written = await putItem(
    table,
    toItem(change.next),
    seen === 0
      ? { expression: 'attribute_not_exists(pk)' }
      : { expression: '#rev = :seen', names: { '#rev': 'rev' }, values: { ':seen': seen } },
  );
  if (!written) return false;
  for (const sk of change.obsolete) {
    // A later change may want the entry again, and has then given it its own revision.
    await deleteItem(
      table,
      { pk: recordPk(record), sk },
      { expression: '#rev < :rev', names: { '#rev': 'rev' }, values: { ':rev': record.rev } },
    );
  }
  return true;
}

async function putEntries(table: TableRef, change: RecordChange, entries: readonly IndexEntry[]): Promise<void> {
  for (const item of entryItems(change, entries)) {
    // An entry's revision only grows; a slower writer must not lower it under a removal that is on its way.
    await putItem(table, item, {
      expression: 'attribute_not_exists(pk) OR #rev < :rev',
      names: { '#rev': 'rev' },
      values: { ':rev': item.rev },
    });
  }
}

function entryItems({ next }: RecordChange, entries: readonly IndexEntry[]): readonly Item[] {
  return entries.map((entry) => ({ pk: recordPk(next.record), ...entry, rev: next.record.rev }));
}

/** Cuts into rounds that a batch read can hold and that name no record twice: a file's later line comes after its earlier one. */
function* roundsOf(records: readonly NewRecord[]): Generator<readonly NewRecord[]> {
  let round = new Map<string, NewRecord>();
  for (const record of records) {
    const name = recordName(record);
    if (round.has(name) || round.size === RECORDS_PER_ROUND) {
      yield [...round.values()];
      round = new Map();
    }
    round.set(name, record);
  }
  if (round.size > 0) yield [...round.values()];
}
