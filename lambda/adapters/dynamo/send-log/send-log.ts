import { type RetentionSetting, sendLogDays, shortestSendLogDays } from '../../../domain/privacy/retention-days.ts';
import { checkTransition } from '../../../domain/send-log/check-transition.ts';
import { type SendRow, sendName } from '../../../domain/send-log/send-row.ts';
import type { Clock, SendLog } from '../../../ports.ts';
import { getItems } from '../batches.ts';
import { newChangeId } from '../change-id.ts';
import { forgetPartition } from '../forget-partition.ts';
import { StoreError } from '../store-error.ts';
import { getItem, type Item, ifAbsent, putItem, queryAll, type TableRef, updateItem } from '../table.ts';
import { eraseWords } from './erase-words.ts';
import { moveChange } from './move-change.ts';
import { fromSendItem, sendKey, toSendItem } from './send-item.ts';
import { pageByRun, pageWaiting } from './send-log-queries.ts';

export interface SendLogOptions extends TableRef {
  /** Decides which rows have outlived their retention. */
  readonly clock: Clock;
  /** How long a row is kept after its due day, at least 400 days; 800 unless told. */
  readonly retention?: RetentionSetting | undefined;
  /** Rows per page, 500 unless told. */
  readonly pageSize?: number;
}

/** The send log in its own table. Throws StoreError when the table does not answer, TypeError for an impossible move. */
export function createSendLog(options: SendLogOptions): SendLog {
  const { client, table, clock, retention, pageSize = 500 } = options;
  const { sendLogDays: retentionDays = sendLogDays } = retention ?? {};
  if (retentionDays < shortestSendLogDays) throw new RangeError('The send log is kept for at least 400 days');
  const ref = { client, table, clock };
  const rowsOf = (items: readonly Item[]): readonly SendRow[] => items.map(fromSendItem);

  return {
    async get(send) {
      const item = await getItem(ref, sendKey(send));
      return item && fromSendItem(item);
    },
    async getMany(sends) {
      const rows = rowsOf(await getItems(ref, sends.map(sendKey)));
      return new Map(rows.map((row) => [sendName(row), row]));
    },
    async insert(row, notBefore) {
      const changeId = newChangeId();
      const nowMs = clock.nowMs();
      const written = await putItem(
        ref,
        { ...toSendItem(row, notBefore, { nowMs, retentionDays }), changeId },
        ifAbsent(ref),
      );
      if (written) return undefined;
      const item = await getItem(ref, sendKey(row));
      if (item === undefined) throw new StoreError('A send was forgotten while it was asked for', { retryable: true });
      return item.changeId === changeId ? undefined : fromSendItem(item);
    },
    async move(send, from, patch) {
      checkTransition(from, patch.state);
      const key = sendKey(send);
      const campaign = patch.dueOn === undefined ? undefined : (await getItem(ref, key))?.campaign;
      if (patch.dueOn !== undefined && campaign === undefined) return false;
      const changeId = newChangeId();
      const change = moveChange(send, from, patch, { changeId, campaign, nowMs: clock.nowMs(), retentionDays });
      if (await updateItem(ref, key, change)) return true;
      return (await getItem(ref, key))?.changeId === changeId;
    },
    async ofCustomer(customer, prefix) {
      const { pk } = sendKey({ customer, key: '' });
      // DynamoDB takes no empty text for a key.
      if (prefix === '') return rowsOf(await queryAll(ref, whereKey('#pk = :pk', { pk })));
      return rowsOf(await queryAll(ref, whereKey('#pk = :pk AND begins_with(#sk, :sk)', { pk, sk: prefix })));
    },
    eraseWords: (customer) => eraseWords(ref, sendKey({ customer, key: '' }).pk),
    forget: (customer, keys) => forgetPartition(ref, sendKey({ customer, key: '' }).pk, keys),
    byRun: (campaign, dueOn, cursor) => pageByRun(ref, campaign, dueOn, pageSize, cursor),
    waiting: (untilIso, cursor) => pageWaiting(ref, untilIso, pageSize, cursor),
  };
}

function whereKey(expression: string, key: Readonly<Record<string, string>>) {
  const entries = Object.entries(key);
  return {
    expression,
    names: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
  };
}
