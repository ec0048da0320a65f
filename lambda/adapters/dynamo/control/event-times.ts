import { type RecordRef, recordName } from '../../../domain/records/record.ts';
import type { Clock, EventTimes } from '../../../ports.ts';
import { forgetPartition } from '../forget-partition.ts';
import { getItem, type Key, type TableRef, updateItem } from '../table.ts';

/** Longer than any event lies on its queue and among the dead letters: 4 and 14 days. */
const keptSeconds = 30 * 86_400;
/** Attributes that one update sets; an expression has at most 4 KB. */
const fieldsAtOnce = 100;
const prefix = 'at.';

/** What the latest events said of records, in the Control table; forgotten after 30 days. Throws StoreError when the table does not answer. */
export function createEventTimes(ref: TableRef, clock: Clock): EventTimes {
  return {
    async of(record) {
      const item = (await getItem({ ...ref, clock }, keyOf(record))) ?? {};
      const times = Object.entries(item).flatMap(([name, time]): readonly (readonly [string, string])[] =>
        name.startsWith(prefix) && typeof time === 'string' ? [[name.slice(prefix.length), time]] : [],
      );
      return Object.fromEntries(times);
    },
    async note(record, fields, at) {
      const expiresAt = Math.floor(clock.nowMs() / 1000) + keptSeconds;
      for (let from = 0; from < fields.length; from += fieldsAtOnce) {
        const some = fields.slice(from, from + fieldsAtOnce);
        const names = some.map((field, index) => [`#f${index}`, prefix + field] as const);
        await updateItem(ref, keyOf(record), {
          update: `SET ${[...names.map(([name]) => `${name} = :at`), 'expiresAt = :expiresAt'].join(', ')}`,
          names: Object.fromEntries(names),
          values: { ':at': at, ':expiresAt': expiresAt },
        });
      }
    },
  };
}

/** Forgets when events spoke of a record: of one that is erased. Idempotent. */
export async function forgetEventTimes(ref: TableRef, record: RecordRef): Promise<void> {
  await forgetPartition(ref, keyOf(record).pk);
}

function keyOf(ref: RecordRef): Key {
  return { pk: `event-times#${recordName(ref)}`, sk: 'times' };
}
