import { expiresAt, type Retention } from '../../../domain/send-log/expires-at.ts';
import type { SendRef, SendRow } from '../../../domain/send-log/send-row.ts';
import { waitsFrom } from '../../../domain/send-log/waits-from.ts';
import type { Item, Key } from '../table.ts';
import { runOf } from './run-shard.ts';

/**
 * The one partition of the index of waiting rows. It needs no shards: rows come to wait no faster than they are planned
 * or sent, which is far below what one partition takes, and only those that wait are in it.
 */
export const WAITING = 'waiting';

const CUSTOMER = 'customer#';

/** Where a send's row stands. */
export function sendKey({ customer, key }: SendRef): Key {
  return { pk: `${CUSTOMER}${customer}`, sk: key };
}

/** The inverse of `sendKey`, for an item of the table or of an index. */
export function refOf({ pk, sk }: Item): SendRef {
  return { customer: pk.slice(CUSTOMER.length), key: sk };
}

/** A new row as an item. `customer` and `key` are in its primary key; a row that need not wait is in no waiting index. */
export function toSendItem(row: SendRow, notBefore: string | undefined, retention: Retention): Item {
  const { customer, key, ...attributes } = row;
  const waits = waitsFrom(row, notBefore);
  return {
    ...sendKey({ customer, key }),
    ...attributes,
    run: runOf(row.campaign, row.dueOn, customer),
    ref: customer,
    expiresAt: expiresAt(row.dueOn, retention),
    ...(waits !== undefined && { waiting: WAITING, notBefore: waits }),
  };
}

/** The inverse of `toSendItem`. */
export function fromSendItem(item: Item): SendRow {
  const { campaign, record, path, date, dueOn, offset, state, reason, version, messageId, at, attempt } = item;
  const send = { campaign, record, path, date, dueOn, offset, state, reason, version, messageId, at, attempt };
  const { decisions, remindedAt, sentAt, addressHash } = item;
  return {
    ...{ ...refOf(item), ...send },
    ...(decisions && { decisions }),
    ...(remindedAt && { remindedAt }),
    ...(sentAt && { sentAt }),
    ...(addressHash && { addressHash }),
  };
}
