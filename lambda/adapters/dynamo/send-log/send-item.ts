import { epochDay, type IsoDate } from '../../../domain/calendar/plain-date.ts';
import type { SendRef, SendRow } from '../../../domain/send-log/send-row.ts';
import type { SendState } from '../../../domain/send-log/send-state.ts';
import type { Item, Key } from '../table.ts';
import { runOf } from './run-shard.ts';

/**
 * The one partition of the index of waiting rows. It needs no shards: rows come to wait no faster than they are planned
 * or sent, which is far below what one partition takes, and only those that wait are in it.
 */
export const WAITING = 'waiting';

const CUSTOMER = 'customer#';
const SECONDS_PER_DAY = 86_400;
const MS_PER_DAY = 86_400_000;

/** Where a send's row stands. */
export function sendKey({ customer, key }: SendRef): Key {
  return { pk: `${CUSTOMER}${customer}`, sk: key };
}

/** The inverse of `sendKey`, for an item of the table or of an index. */
export function refOf({ pk, sk }: Item): SendRef {
  return { customer: pk.slice(CUSTOMER.length), key: sk };
}

/** Until when rows are kept: `nowMs` is the present instant. */
export interface Retention {
  readonly nowMs: number;
  readonly retentionDays: number;
}

/**
 * When a row may be forgotten, in seconds since 1970: so many days after it was due, or was written if that is later, so
 * that a row for a day long past is not forgotten at once.
 */
export function expiresAt(dueOn: IsoDate, { nowMs, retentionDays }: Retention): number {
  return (Math.max(epochDay(dueOn), Math.floor(nowMs / MS_PER_DAY)) + retentionDays) * SECONDS_PER_DAY;
}

/** True in the states that wait for a person, quota or time. */
export function isWaitingState(state: SendState): boolean {
  return state === 'waiting' || state === 'awaiting-approval';
}

/** An instant in the one form that compares as text. */
export function comparable(instant: string): string {
  return new Date(instant).toISOString();
}

/** A new row as an item. `customer` and `key` are in its primary key; a row that need not wait is in no waiting index. */
export function toSendItem(row: SendRow, notBefore: string | undefined, retention: Retention): Item {
  const { customer, key, ...attributes } = row;
  return {
    ...sendKey({ customer, key }),
    ...attributes,
    run: runOf(row.campaign, row.dueOn, customer),
    ref: customer,
    expiresAt: expiresAt(row.dueOn, retention),
    ...(isWaitingState(row.state) && { waiting: WAITING, notBefore: comparable(notBefore ?? row.at) }),
  };
}

/** The inverse of `toSendItem`. */
export function fromSendItem(item: Item): SendRow {
  const { campaign, record, path, date, dueOn, offset, state, reason, version, messageId, at, attempt } = item;
  const send = { campaign, record, path, date, dueOn, offset, state, reason, version, messageId, at, attempt };
  return { ...refOf(item), ...send };
}
