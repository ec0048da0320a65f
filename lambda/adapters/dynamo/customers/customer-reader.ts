import { recordName } from '../../../domain/records/record.ts';
import type { RecordModel } from '../../../domain/records/record-model.ts';
import type { Clock, CustomerReader } from '../../../ports.ts';
import { systemClock } from '../../../runtime/system-clock.ts';
import { fromCursor, toCursor } from '../../stores/cursor.ts';
import { type Lookup, lookupOf } from '../../stores/index-entry.ts';
import { getItems } from '../batches.ts';
import { type Condition, getItem, queryPage, type TableRef } from '../table.ts';
import { readExtraColumns } from './extra-columns.ts';
import { idOfPk, liveOf, recordKey } from './record-item.ts';

const LOOKUP_INDEX = 'lookup';

export interface CustomerReaderOptions extends TableRef {
  readonly model: RecordModel;
  /** Tells what has expired. @default the machine's */
  readonly clock?: Clock;
  /** Ids per page of `find`, 500 unless told. */
  readonly pageSize?: number;
}

/** Reads records of the Customers table. Throws StoreError when the table does not answer. */
export function createCustomerReader(options: CustomerReaderOptions): CustomerReader {
  const { client, table, model, clock = systemClock, pageSize = 500 } = options;
  // What has expired still has a revision: `liveOf` tells it apart.
  const ref = { client, table, withExpired: true };
  return {
    async get(record) {
      return liveOf(await getItem(ref, recordKey(record)), clock.nowMs())?.record;
    },
    async getMany(refs) {
      const items = await getItems(ref, refs.map(recordKey));
      const records = items.flatMap((item) => liveOf(item, clock.nowMs())?.record ?? []);
      return new Map(records.map((record) => [recordName(record), record]));
    },
    async find(query, cursor) {
      const { items, last } = await queryPage(ref, {
        index: LOOKUP_INDEX,
        where: toCondition(lookupOf(query)),
        limit: pageSize,
        ...(cursor !== undefined && { startAfter: fromCursor(cursor) }),
      });
      const next = toCursor(last);
      const ids = items.map(({ pk }) => idOfPk(pk));
      return next === undefined ? { items: ids } : { items: ids, cursor: next };
    },
    extraColumns: () => readExtraColumns(ref, model),
  };
}

function toCondition({ lookup, refPrefix }: Lookup): Condition {
  if (refPrefix === undefined) {
    return { expression: '#lookup = :lookup', names: { '#lookup': 'lookup' }, values: { ':lookup': lookup } };
  }
  return {
    expression: '#lookup = :lookup AND begins_with(#ref, :year)',
    names: { '#lookup': 'lookup', '#ref': 'ref' },
    values: { ':lookup': lookup, ':year': refPrefix },
  };
}
