import { inParallel } from '../in-parallel.ts';
import { type Item, queryAll, type TableRef, updateItem } from '../table.ts';

const WRITES_AT_ONCE = 8;

/** Empties the comments of the decisions in a partition's rows; answers how many rows had any. */
export async function eraseWords(tableRef: TableRef, pk: string): Promise<number> {
  const ref = { ...tableRef, withExpired: true };
  const items = await queryAll(ref, { expression: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': pk } });
  const rows = items.flatMap((item) => {
    const places = commentedPlaces(item);
    return places.length === 0 ? [] : [{ sk: String(item.sk), places }];
  });
  await inParallel(rows, WRITES_AT_ONCE, ({ sk, places }) =>
    updateItem(
      ref,
      { pk, sk },
      {
        // By place: decisions are only ever added, so that one which somebody makes meanwhile is not lost.
        update: `SET ${places.map((place) => `#decisions[${place}].#comment = :none`).join(', ')}`,
        // The row may have been forgotten meanwhile.
        condition: 'attribute_exists(#decisions)',
        names: { '#decisions': 'decisions', '#comment': 'comment' },
        values: { ':none': '' },
      },
    ),
  );
  return rows.length;
}

function commentedPlaces({ decisions }: Item): readonly number[] {
  const kept: readonly { readonly comment?: string }[] = decisions ?? [];
  return kept.flatMap(({ comment = '' }, place) => (comment === '' ? [] : [place]));
}
