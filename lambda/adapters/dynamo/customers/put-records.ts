import { type NewRecord, recordName } from '../../../domain/records/record.ts';
import { recordExpiry } from '../../../domain/records/retention.ts';
import type { PutResult } from '../../../ports.ts';
import type { RecordChange } from '../../stores/record-change.ts';
import { pauseBefore } from '../backoff.ts';
import { getItems, putItems } from '../batches.ts';
import { inParallel } from '../in-parallel.ts';
import { StoreError } from '../store-error.ts';
import { getItem, putItem } from '../table.ts';
import { consentItems } from './consent-items.ts';
import type { CustomersTable } from './customers-table.ts';
import { recordKey, standingOf } from './record-item.ts';
import { entryItems, putEntries, putRecord } from './record-writes.ts';

const RECORDS_PER_ROUND = 100;
const ROUNDS_AT_ONCE = 3;
const WRITES_AT_ONCE = 16;
const MAX_CONFLICTS = 12;

/**
 * Puts records; what is already so costs one read. Always in this order, so that an entry may be stale but never missing,
 * wherever it stops: new entries, then the record if nobody changed it meanwhile, then the removal of obsolete entries.
 */
export async function putRecords(
  table: CustomersTable,
  records: readonly NewRecord[],
  source: string,
): Promise<readonly PutResult[]> {
  const isTwice = new Set(records.map(recordName)).size < records.length;
  // A record's later line has to wait for its earlier one.
  const atOnce = isTwice ? 1 : ROUNDS_AT_ONCE;
  const results = await inParallel([...roundsOf(records)], atOnce, (round) => putRound(table, round, source));
  return results.flat();
}

async function putRound(table: CustomersTable, round: readonly NewRecord[], source: string) {
  const items = await getItems(table, round.map(recordKey));
  const nowMs = table.nowMs();
  const standings = new Map(items.map((item) => [`${item.type}/${item.id}`, standingOf(item, nowMs)]));
  const puts = await Promise.all(
    round.map(async (record) => {
      const standing = standings.get(recordName(record));
      const change = table.changeOf(record, standing);
      // Nobody can have used a new record's entries yet, so these may go in batches.
      const isFresh = standing === undefined;
      return { record, isFresh, change: change.result === 'unchanged' ? change : await table.completed(change) };
    }),
  );
  const fresh = puts.filter(({ isFresh }) => isFresh).map(({ change }) => change);
  await putItems(
    table,
    fresh.flatMap((change) => [...consentItems(table, change, source), ...entryItems(table, change, change.added)]),
  );
  return inParallel(puts, WRITES_AT_ONCE, async ({ record, isFresh, change }) => {
    if (change.result === 'unchanged') return change.result;
    if (!isFresh) await prepare(table, change, source);
    if (await putRecord(table, change)) return change.result;
    return putAgain(table, record, source);
  });
}

/** Writes what has to be there before the record is. Of a record that does not stay every entry, as all last longer now. */
async function prepare(table: CustomersTable, change: RecordChange, source: string): Promise<void> {
  const isKept = recordExpiry(change.next.record.type, 0) === undefined;
  for (const item of consentItems(table, change, source)) await putItem(table, item);
  await putEntries(table, change, isKept ? change.added : change.entries);
}

/** Goes on after somebody else changed the record first. */
async function putAgain(table: CustomersTable, record: NewRecord, source: string): Promise<PutResult> {
  for (let conflicts = 1; conflicts <= MAX_CONFLICTS; conflicts++) {
    await pauseBefore(conflicts);
    const item = await getItem(table, recordKey(record));
    const change = table.changeOf(record, item && standingOf(item, table.nowMs()));
    const whole = await table.completed(change);
    for (const consent of consentItems(table, whole, source)) await putItem(table, consent);
    // Every entry, not only the new ones: our lost try may have put one back to an earlier revision, open to removal.
    await putEntries(table, whole, whole.entries);
    if (change.result === 'unchanged' || (await putRecord(table, whole))) return change.result;
  }
  throw new StoreError(`A record of ${table.table} is changed by too many at once`, { retryable: true });
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
