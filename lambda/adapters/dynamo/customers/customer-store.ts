import { recordName } from '../../../domain/records/record.ts';
import type { CustomerStore } from '../../../ports.ts';
import { fromCursor, toCursor } from '../../stores/cursor.ts';
import { ADDRESS_ENTRY, type Lookup, lookupOf } from '../../stores/index-entry.ts';
import { getItems } from '../batches.ts';
import { type Condition, getItem, queryAll, queryPage } from '../table.ts';
import { acceptSuspect } from './accept-suspect.ts';
import { readConsents } from './consent-items.ts';
import { type CustomersTableOptions, customersTable } from './customers-table.ts';
import { addExtraColumns, readExtraColumns } from './extra-columns.ts';
import { putRecords } from './put-records.ts';
import { idOfPk, liveOf, recordKey, recordPk } from './record-item.ts';
import { eraseRecord, removeRecords } from './remove-records.ts';

const LOOKUP_INDEX = 'lookup';

export interface CustomerStoreOptions extends CustomersTableOptions {
  /** Ids per page of `find`, 500 unless told. */
  readonly pageSize?: number;
}

/** Records in the Customers table. Throws StoreError when the table does not answer. */
export function createCustomerStore(options: CustomerStoreOptions): CustomerStore {
  const { client, table, model, pageSize = 500 } = options;
  const ref = { client, table };
  const customers = customersTable(options);
  const { nowMs } = customers;
  return {
    async get(record) {
      return liveOf(await getItem(ref, recordKey(record)), nowMs())?.record;
    },
    async getMany(refs) {
      const items = await getItems(ref, refs.map(recordKey));
      const records = items.flatMap((item) => liveOf(item, nowMs())?.record ?? []);
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
    putMany: (records, source = '') => putRecords(customers, records, source),
    removeMany: (refs) => removeRecords(customers, refs),
    erase: (record) => eraseRecord(customers, record),
    acceptSuspect: (record, field, value) => acceptSuspect(customers, record, field, value),
    async addressHashes(record) {
      const items = await queryAll(ref, {
        expression: 'pk = :pk AND begins_with(sk, :address)',
        values: { ':pk': recordPk(record), ':address': ADDRESS_ENTRY },
      });
      return items.map(({ sk }) => String(sk).slice(ADDRESS_ENTRY.length));
    },
    consents: (customer) => readConsents(ref, customer),
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
