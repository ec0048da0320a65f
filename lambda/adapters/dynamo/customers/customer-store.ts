import { recordName } from '../../../domain/records/record.ts';
import type { RecordModel } from '../../../domain/records/record-model.ts';
import type { Clock, CustomerStore } from '../../../ports.ts';
import { fromCursor, toCursor } from '../../stores/cursor.ts';
import { type Lookup, lookupOf } from '../../stores/index-entry.ts';
import { getItems } from '../batches.ts';
import { type Condition, getItem, queryPage, type TableRef } from '../table.ts';
import { addExtraColumns, readExtraColumns } from './extra-columns.ts';
import { putRecords } from './put-records.ts';
import { fromItem, idOfPk, recordKey } from './record-item.ts';

const LOOKUP_INDEX = 'lookup';

export interface CustomerStoreOptions extends TableRef {
  /** Says which fields are dates and references, and so have index entries. */
  readonly model: RecordModel;
  /** Notes when records change; whoever writes records has one. */
  readonly clock?: Clock;
  /** Ids per page of `find`, 500 unless told. */
  readonly pageSize?: number;
}

/** Records in the Customers table. Throws StoreError when the table does not answer. */
export function createCustomerStore(options: CustomerStoreOptions): CustomerStore {
  const { client, table, model, clock, pageSize = 500 } = options;
  const ref = { client, table };
  return {
    async get(record) {
      const item = await getItem(ref, recordKey(record));
      return item && fromItem(item).record;
    },
    async getMany(refs) {
      const records = (await getItems(ref, refs.map(recordKey))).map((item) => fromItem(item).record);
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
    putMany: (records) => putRecords(ref, model, records, clock),
    extraColumns: () => readExtraColumns(ref, model),
    addExtraColumns: (type, labels) => addExtraColumns(ref, type, labels),
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
