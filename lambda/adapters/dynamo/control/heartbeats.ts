import type { Heartbeat, Heartbeats } from '../../../ports.ts';
import { getItem, type Item, ifAbsent, type Key, putItem, queryAll, type TableRef, updateItem } from '../table.ts';

const PK = 'heartbeat';
const KEPT_SECONDS = 60 * 86_400;

/** Questions whether cards still arrive, in the Control table; forgotten after 60 days. Throws StoreError when the table does not answer. */
export function createHeartbeats(ref: TableRef): Heartbeats {
  return {
    async ask({ id, place, askedAt }) {
      const expiresAt = Math.floor(Date.parse(askedAt) / 1000) + KEPT_SECONDS;
      const item = { ...keyOf(id), place: JSON.stringify(place), askedAt, expiresAt };
      await putItem(ref, item, ifAbsent(ref));
    },
    async get(id) {
      const item = await getItem(ref, keyOf(id));
      return item && fromItem(item);
    },
    async answer(id, at) {
      if (await mark(ref, id, 'answeredAt', at)) return true;
      return (await getItem(ref, keyOf(id))) !== undefined;
    },
    async open() {
      const all = await queryAll(ref, { expression: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': PK } });
      return all.filter((item) => !item.answeredAt && !item.reportedAt).map(fromItem);
    },
    report: (id, at) => mark(ref, id, 'reportedAt', at, ' AND attribute_not_exists(answeredAt)'),
  };
}

/** Sets an instant that is not yet set; false when it is, or when there is no such question. */
function mark(ref: TableRef, id: string, name: 'answeredAt' | 'reportedAt', at: string, also = ''): Promise<boolean> {
  return updateItem(ref, keyOf(id), {
    update: 'SET #mark = :at',
    condition: `attribute_exists(pk) AND attribute_not_exists(#mark)${also}`,
    names: { '#mark': name },
    values: { ':at': at },
  });
}

function keyOf(id: string): Key {
  return { pk: PK, sk: id };
}

function fromItem({ sk, place, askedAt, answeredAt, reportedAt }: Item): Heartbeat {
  return {
    id: sk,
    place: JSON.parse(place),
    askedAt,
    ...(answeredAt !== undefined && { answeredAt }),
    ...(reportedAt !== undefined && { reportedAt }),
  };
}
