import { inParallel } from './in-parallel.ts';
import { deleteItem, queryAll, type TableRef } from './table.ts';

const DELETES_AT_ONCE = 8;

/** Deletes every item of a partition; answers how many there were. Idempotent. */
export async function forgetPartition(ref: TableRef, pk: string): Promise<number> {
  const items = await queryAll(ref, { expression: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': pk } });
  await inParallel(items, DELETES_AT_ONCE, (item) => deleteItem(ref, { pk, sk: String(item.sk) }));
  return items.length;
}
