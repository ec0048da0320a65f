import { inParallel } from './in-parallel.ts';
import { deleteItem, queryAll, type TableRef } from './table.ts';

const DELETES_AT_ONCE = 8;

/** Deletes the items of a partition, also what has expired, all or those of these sort keys; answers how many. Idempotent. */
export async function forgetPartition(tableRef: TableRef, pk: string, sks?: readonly string[]): Promise<number> {
  const ref = { ...tableRef, withExpired: true };
  if (sks?.length === 0) return 0;
  const all = await queryAll(ref, { expression: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': pk } });
  const items = all.map(({ sk }) => String(sk)).filter((sk) => sks?.includes(sk) ?? true);
  await inParallel(items, DELETES_AT_ONCE, (sk) => deleteItem(ref, { pk, sk }));
  return items.length;
}
