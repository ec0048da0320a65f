import { type RecordRef, recordName } from '../../../domain/records/record.ts';
import { tombstoneExpiry } from '../../../domain/records/retention.ts';
import { ADDRESS_ENTRY, leadsToCustomer, TYPE_ENTRY } from '../../stores/index-entry.ts';
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
 * go. Asking again completes what was stopped. A customer's former addresses and consents stay; nobody would find them
 * again under another record that is gone.
 */
export async function removeRecords(table: CustomersTable, refs: readonly RecordRef[]): Promise<readonly boolean[]> {
  const items = await getItems(table, refs.map(recordKey));
  const byName = new Map(items.map((item) => [`${item.type}/${item.id}`, item]));
  return inParallel(refs, REMOVALS_AT_ONCE, async (ref) => {
    const item = byName.get(recordName(ref));
    if (item === undefined) return false;
    const buried = await bury(table, ref, item);
    if (buried === undefined) return false;
    const stays = (sk: string) => ref.type === 'customer' && sk.startsWith(ADDRESS_ENTRY);
    await deleteEntries(table, ref, buried.rev, ({ sk }) => sk.startsWith('index#') && !stays(sk));
    return buried.wasThere;
  });
}

/**
 * Takes away all that is kept of a record, also where only a part of it ever came to be. With `leavesId`, a tombstone stays
 * that names it and tells no more. The references by which a repetition finds it go last of all.
 */
export async function eraseRecord(
  table: CustomersTable,
  ref: RecordRef,
  { leavesId = true }: { readonly leavesId?: boolean } = {},
): Promise<void> {
  const rest = await partition(table, ref);
  if (rest.length === 0) return;
  const own = recordKey(ref).sk;
  const lastRev = Math.max(0, ...rest.map(({ rev }) => rev ?? 0));
  const item = rest.find(({ sk }) => sk === own);
  const buried = await bury(table, ref, item, lastRev);
  const upTo = buried?.rev ?? lastRev;
  await deleteEntries(table, ref, upTo, (each) => each.sk !== own && referenceOf(each, ref) === undefined);
  // No import brings an erased customer back to need the revision.
  if (!leavesId) await deleteEntry(table, ref, own, upTo);
  await deleteEntries(table, ref, upTo, (each) => referenceOf(each, ref) !== undefined);
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
 * by then may go, too. By references to customers, and by its type, an interrupted removal is found again: they go last.
 */
async function deleteEntries(table: CustomersTable, ref: RecordRef, upTo: number, isMeant: (item: Item) => boolean) {
  const meant = (await partition(table, ref)).filter(isMeant);
  const place = (item: Item) => {
    if (item.sk === TYPE_ENTRY) return 2;
    const field = referenceOf(item, ref);
    return field !== undefined && leadsToCustomer(table.model, ref.type, field) ? 1 : 0;
  };
  for (const { sk } of meant.sort((one, other) => place(one) - place(other))) await deleteEntry(table, ref, sk, upTo);
}

/** The field whose reference an entry is of. Of all entries for a field's value, references' alone are sorted by the bare id. */
function referenceOf({ sk, ref: sortedBy }: Item, { id }: RecordRef): string | undefined {
  const [, field] = /^index#([^#@]+)#/.exec(sk) ?? [];
  return sortedBy === id ? field : undefined;
}

function partition(table: CustomersTable, ref: RecordRef): Promise<readonly Item[]> {
  return queryAll(table, { expression: 'pk = :pk', values: { ':pk': recordPk(ref) } });
}
