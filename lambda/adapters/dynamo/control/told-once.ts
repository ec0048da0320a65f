import type { ToldOnce } from '../../../ports.ts';
import { getItem, type Key, putItem, type TableRef } from '../table.ts';

const keptSeconds = 60 * 86_400;

/** What people have been told, in the Control table; forgotten after 60 days. Throws StoreError when the table does not answer. */
export function createToldOnce(ref: TableRef): ToldOnce {
  async function toldAt(name: string): Promise<string | undefined> {
    const item = await getItem(ref, keyOf(name));
    return typeof item?.at === 'string' ? item.at : undefined;
  }
  return {
    toldAt,
    has: async (name) => (await toldAt(name)) !== undefined,
    async note(name, at) {
      await putItem(ref, { ...keyOf(name), at, expiresAt: Math.floor(Date.parse(at) / 1000) + keptSeconds });
    },
  };
}

function keyOf(name: string): Key {
  return { pk: 'told', sk: name };
}
