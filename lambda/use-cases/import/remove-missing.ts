import type { SeenTexts } from '../../domain/import/seen-texts.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { CustomerStore } from '../../ports.ts';
import { pagesOf } from '../pages-of.ts';

/** How many records are taken away, and the ids of those that are being. */
export interface Removed {
  readonly removed: number;
  readonly removing: readonly string[];
}

/** Records taken away at a time. */
const CHUNK = 100;

/**
 * Takes away the records of a type that a file does not have, but for those that have changed after `countedAt` (ISO UTC):
 * the file cannot know of them, and nobody was told that they would go. `note` is told before and after each chunk, so that the count
 * stays exact however often this breaks off and goes on; undefined when `goOn` said no before one.
 */
export async function removeMissing(
  customers: Pick<CustomerStore, 'find' | 'getMany' | 'removeMany'>,
  type: string,
  ids: SeenTexts,
  { countedAt, ...from }: Removed & { readonly countedAt?: string },
  note: (removed: Removed) => Promise<void>,
  goOn: () => Promise<boolean>,
): Promise<Removed | undefined> {
  let { removed } = from;
  const remove = async (going: readonly string[]) => {
    await customers.removeMany(going.map((id) => ({ type, id })));
    removed += going.length;
    await note({ removed, removing: [] });
  };
  // Those were there when they were noted, whether they still are or not.
  if (from.removing.length > 0) {
    if (!(await goOn())) return undefined;
    await remove(from.removing);
  }
  for await (const page of pagesOf((cursor) => customers.find({ by: 'type', type }, cursor))) {
    const missing = page.filter((id) => ids.rowOf(id) === undefined);
    for (let start = 0; start < missing.length; start += CHUNK) {
      const refs = missing.slice(start, start + CHUNK).map((id) => ({ type, id }));
      const present = [...(await customers.getMany(refs)).values()];
      const isOld = ({ changedAt = '' }: StoredRecord) => countedAt === undefined || changedAt <= countedAt;
      const going = present.filter(isOld).map(({ id }) => id);
      if (going.length === 0) continue;
      if (!(await goOn())) return undefined;
      await note({ removed, removing: going });
      await remove(going);
    }
  }
  return { removed, removing: [] };
}
