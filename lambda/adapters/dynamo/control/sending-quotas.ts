import type { SendingQuota } from '../../../domain/sending/sending-quota.ts';
import type { SendingQuotas, SendingRoom } from '../../../ports.ts';
import { getItem, type Item, type Key, putItem, type TableRef, updateItem } from '../table.ts';

const KEY: Key = { pk: 'sending', sk: 'quota' };

/**
 * The account's quota as last read, and how many mails were counted against that reading: one item of the Control table.
 * Throws StoreError when the table does not answer.
 */
export function createSendingQuotas({ client, table }: TableRef): SendingQuotas & SendingRoom {
  const ref = { client, table };
  return {
    async read() {
      const item = await getItem(ref, KEY);
      return item && fromItem(item);
    },
    async note(quota) {
      // A new item: what was counted against the reading before is in this one's number.
      await putItem(ref, { ...KEY, ...quota });
    },
    async take(readAt, room) {
      if (room < 1) return 'full';
      const taken = await updateItem(ref, KEY, {
        update: 'ADD counted :one',
        condition: 'readAt = :readAt AND (attribute_not_exists(counted) OR counted < :room)',
        values: { ':one': 1, ':readAt': readAt, ':room': room },
      });
      if (taken) return 'taken';
      const item = await getItem(ref, KEY);
      return item?.readAt === readAt ? 'full' : 'stale';
    },
  };
}

function fromItem({ maxSendRate, max24HourSend, sentLast24Hours, readAt }: Item): SendingQuota {
  return { maxSendRate, max24HourSend, sentLast24Hours, readAt };
}
