import type { CustomerStore } from '../../../ports.ts';
import { ADDRESS_ENTRY } from '../../stores/index-entry.ts';
import { queryAll } from '../table.ts';
import { acceptSuspect } from './accept-suspect.ts';
import { readConsents } from './consent-items.ts';
import { type CustomerReaderOptions, createCustomerReader } from './customer-reader.ts';
import { type CustomersTableOptions, customersTable } from './customers-table.ts';
import { addExtraColumns } from './extra-columns.ts';
import { putRecords } from './put-records.ts';
import { recordPk } from './record-item.ts';
import { eraseRecord, removeRecords } from './remove-records.ts';

export type CustomerStoreOptions = CustomerReaderOptions & CustomersTableOptions;

/** Records in the Customers table. Throws StoreError when the table does not answer. */
export function createCustomerStore(options: CustomerStoreOptions): CustomerStore {
  const customers = customersTable(options);
  return {
    ...createCustomerReader(options),
    putMany: (records, source = '') => putRecords(customers, records, source),
    removeMany: (refs) => removeRecords(customers, refs),
    erase: (record, options) => eraseRecord(customers, record, options),
    acceptSuspect: (record, field, value, by) => acceptSuspect(customers, record, field, value, by),
    async addressHashes(record) {
      const items = await queryAll(customers, {
        expression: 'pk = :pk AND begins_with(sk, :address)',
        values: { ':pk': recordPk(record), ':address': ADDRESS_ENTRY },
      });
      return items.map(({ sk }) => String(sk).slice(ADDRESS_ENTRY.length));
    },
    consents: (customer) => readConsents(customers, customer),
    addExtraColumns: (type, labels) => addExtraColumns(customers, type, labels),
  };
}
