import { type RecordRef, recordName } from '../../../domain/records/record.ts';
import { tombstoneExpiry } from '../../../domain/records/retention.ts';
import { ADDRESS_ENTRY, TYPE_ENTRY } from '../../stores/index-entry.ts';
import { pauseBefore } from '../backoff.ts';
import { getItems } from '../batches.ts';
import { inParallel } from '../in-parallel.ts';
import { StoreError } from '../store-error.ts';
import { getItem, type Item, putItem, queryAll } from '../table.ts';
import type { CustomersTable } from './customers-table.ts';
import { recordKey, recordPk, standingOf, toTombstoneItem } from './record-item.ts';
import { deleteEntry, ifRevision } from './record-writes.ts';

const REMOVALS_AT_ONCE = 16;
const MAX_CONFLICTS = 12;

/**
 * Takes records away: first a tombstone takes the record's place, so that its revision never goes back, then its entries
 * go, its type's last. Asking again completes what was stopped; former addresses and consents stay.
 */
export async function removeRecords(table: CustomersTable, refs: readonly RecordRef[]): Promise<readonly boolean[]> {
  const items = await getItems(table, refs.map(recordKey));
  const byName = new Map(items.map((item) => [`${item.type}/${item.id}`, item]));
  return inParallel(refs, REMOVALS_AT_ONCE, async (ref) => {
    const item = byName.get(recordName(ref));
    if (item === undefined) return false;
    const buried = await bury(table, ref, item);
    if (buried === undefined) return false;
    await deleteEntries(table, ref, buried.rev, (sk) => sk.startsWith('index#') && !sk.startsWith(ADDRESS_ENTRY));
    return buried.wasThere;
  });
}

/** Takes away all that is kept of a record, also where only a part of it ever came to be. What stays names the record and tells no more. */
export async function eraseRecord(table: CustomersTable, ref: RecordRef): Promise<void> {
  const rest = await partition(table, ref);
  if (rest.length === 0) return;
  const lastRev = Math.max(0, ...rest.map(({ rev }) => rev ?? 0));
  const item = rest.find(({ sk }) => sk === recordKey(ref).sk);
  const buried = await bury(table, ref, item, lastRev);
  await deleteEntries(table, ref, buried?.rev ?? lastRev, (sk) => sk !== recordKey(ref).sk);
  // An id that is an address would tell whom it was about. No import brings an erased customer back to need the revision.
  if (ref.id.includes('@')) await deleteEntry(table, ref, recordKey(ref).sk, buried?.rev ?? lastRev);
}

/** Puts a tombstone in a record's place, if there is none; undefined when there is nothing to bury. */
async function bury(table: CustomersTable, ref: RecordRef, seen: Item | undefined, lastRev = 0) {
  let item = seen;
  for (let conflicts = 1; conflicts <= MAX_CONFLICTS; conflicts++) {
    if (item === undefined && lastRev === 0) return undefined;
    const nowMs = table.nowMs();
    const isBuried = item?.removedAt !== undefined && Number(item.rev) >= lastRev;
    if (isBuried) return { rev: Number(item?.rev), wasThere: false };
    const rev = Math.max(Number(item?.rev ?? 0), lastRev) + 1;
    const tombstone = toTombstoneItem({
      ...{ type: ref.type, id: ref.id, rev },
      removedAt: new Date(nowMs).toISOString(),
      expiresAt: tombstoneExpiry(nowMs),
    });
    const wasThere = item !== undefined && 'record' in standingOf(item, nowMs);
    if (await putItem(table, tombstone, ifRevision(Number(item?.rev ?? 0)))) return { rev, wasThere };
    await pauseBefore(conflicts);
    item = await getItem(table, recordKey(ref));
  }
  throw new StoreError(`A record of ${table.table} is changed by too many at once`, { retryable: true });
}

/**
 * Whoever writes at the tombstone's own revision has lost the race for it and begins anew above it: what they have left
 * by then may go, too.
 */
async function deleteEntries(table: CustomersTable, ref: RecordRef, upTo: number, isMeant: (sk: string) => boolean) {
  const sks = (await partition(table, ref)).map(({ sk }) => String(sk)).filter(isMeant);
  for (const sk of sks.filter((each) => each !== TYPE_ENTRY)) await deleteEntry(table, ref, sk, upTo);
  // By this one an interrupted removal is found again.
  if (sks.includes(TYPE_ENTRY)) await deleteEntry(table, ref, TYPE_ENTRY, upTo);
}

function partition(table: CustomersTable, ref: RecordRef): Promise<readonly Item[]> {
  return queryAll(table, { expression: 'pk = :pk', values: { ':pk': recordPk(ref) } });
}
