import type { IsoDate } from '../../../domain/calendar/plain-date.ts';
import type { SendRef } from '../../../domain/send-log/send-row.ts';
import { comparableInstant } from '../../../domain/send-log/waits-from.ts';
import type { Page } from '../../../ports.ts';
import { fromCursor, toCursor } from '../../stores/cursor.ts';
import { queryPage, type TableRef } from '../table.ts';
import { RUN_SHARDS, runShard } from './run-shard.ts';
import { refOf, WAITING } from './send-item.ts';

/** One page of a run's rows, shard after shard; an empty shard makes no empty page. */
export async function pageByRun(
  table: TableRef,
  campaign: string,
  dueOn: IsoDate,
  limit: number,
  cursor?: string,
): Promise<Page<SendRef>> {
  let { shard, after } = cursor === undefined ? { shard: 0, after: undefined } : placeOf(cursor);
  for (; shard < RUN_SHARDS; shard++, after = undefined) {
    const { items, last } = await queryPage(table, {
      index: 'byRun',
      where: {
        expression: '#run = :run',
        names: { '#run': 'run' },
        values: { ':run': runShard(campaign, dueOn, shard) },
      },
      limit,
      ...(after !== undefined && { startAfter: after }),
    });
    const place = last === undefined ? { shard: shard + 1 } : { shard, after: last };
    if (items.length > 0) return toPage(items.map(refOf), place.shard < RUN_SHARDS ? place : undefined);
  }
  return { items: [] };
}

/** One page of the rows that wait and whose time has come, longest due first. */
export async function pageWaiting(
  table: TableRef,
  untilIso: string,
  limit: number,
  cursor?: string,
): Promise<Page<SendRef>> {
  const { items, last } = await queryPage(table, {
    index: 'waiting',
    where: {
      expression: '#waiting = :waiting AND #notBefore <= :until',
      names: { '#waiting': 'waiting', '#notBefore': 'notBefore' },
      values: { ':waiting': WAITING, ':until': comparableInstant(untilIso) },
    },
    limit,
    ...(cursor !== undefined && { startAfter: fromCursor(cursor) }),
  });
  return toPage(items.map(refOf), last);
}

function toPage(items: readonly SendRef[], place: unknown): Page<SendRef> {
  const cursor = toCursor(place);
  return cursor === undefined ? { items } : { items, cursor };
}

function placeOf(cursor: string): { readonly shard: number; readonly after: Record<string, unknown> | undefined } {
  const { shard, after } = fromCursor(cursor);
  if (typeof shard !== 'number') throw new RangeError('Not a cursor of this store');
  return { shard, after: typeof after === 'object' && after !== null ? { ...after } : undefined };
}
