import { idOfPk, liveOf, recordKey } from '../../lambda/adapters/dynamo/customers/record-item.ts';
import { getItem, type Item, type TableRef } from '../../lambda/adapters/dynamo/table.ts';
import { type RecordRef, type StoredRecord, textOf } from '../../lambda/domain/records/record.ts';
import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import type { ErasureOf } from './erased-people.ts';

/** What tells whose a record is. */
export interface Ownership {
  readonly model: RecordModel;
  readonly nowMs: number;
  readonly erasureOf: (customer: string) => Promise<ErasureOf>;
}

/**
 * Whether a partition of the restored Customers table is that of an erased customer, or of a record that refers to one,
 * at any hop. What it refers to is read in the restored table.
 */
export async function isOfErased(
  restored: TableRef,
  ownership: Ownership,
  items: readonly [Item, ...Item[]],
): Promise<boolean> {
  const [{ pk }] = items;
  const ref = { type: String(pk).slice(0, String(pk).indexOf('#')), id: idOfPk(pk) };
  const record = liveOf(
    items.find(({ sk }) => sk === recordKey(ref).sk),
    ownership.nowMs,
  )?.record;
  return isErased(restored, ownership, ref, record, []);
}

async function isErased(
  restored: TableRef,
  ownership: Ownership,
  ref: RecordRef,
  record: StoredRecord | undefined,
  seen: readonly string[],
): Promise<boolean> {
  if (ref.type === 'customer') return (await ownership.erasureOf(ref.id)) !== 'kept';
  if (seen.includes(ref.type)) return false;
  const declared = ownership.model.find(({ type }) => type === ref.type)?.fields ?? [];
  // Every event refers to its customer, whatever the record model declares.
  const references = ref.type === 'event' ? [...declared, { key: 'customer', target: 'customer' }] : declared;
  for (const { key, target } of references) {
    const id = textOf(record, key);
    if (target === undefined || id === '') continue;
    const next = { type: target, id };
    const found = target === 'customer' ? undefined : liveOf(await getItem(restored, recordKey(next)), ownership.nowMs);
    if (await isErased(restored, ownership, next, found?.record, [...seen, ref.type])) return true;
  }
  return false;
}
