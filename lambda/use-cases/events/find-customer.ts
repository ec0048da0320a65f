import type { Happening } from '../../domain/events/event-record.ts';
import { comparableAddress } from '../../domain/import/changes-person.ts';
import { type StoredRecord, textOf } from '../../domain/records/record.ts';
import type { AddressHasher, CustomerReader } from '../../ports.ts';
import { pagesOf } from '../pages-of.ts';

/** What finding customers by their address needs. */
export interface CustomersAtTools {
  readonly customers: Pick<CustomerReader, 'getMany' | 'find'>;
  readonly hasher: AddressHasher;
}

/** What finding a customer needs. */
export interface FindCustomerTools extends CustomersAtTools {
  readonly customers: Pick<CustomerReader, 'get' | 'getMany' | 'find'>;
}

/** The customers whose event it is: none, one or, by an address, several. Those who once had the address do not count. */
export async function findCustomer(
  { customers, hasher }: FindCustomerTools,
  by: Happening['by'],
): Promise<readonly string[]> {
  if ('customer' in by) {
    const found = await customers.get({ type: 'customer', id: by.customer });
    return found === undefined ? [] : [found.id];
  }
  const found = new Set<string>();
  for await (const records of customersAt({ customers, hasher }, by.email)) for (const { id } of records) found.add(id);
  return [...found].sort();
}

/** The customers who have an address now, some at a time, maybe twice. */
export async function* customersAt(
  { customers, hasher }: CustomersAtTools,
  address: string,
): AsyncGenerator<readonly StoredRecord[]> {
  const hash = await hasher.hash(address);
  const wanted = comparableAddress(address);
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'address', type: 'customer', hash }, cursor))) {
    const records = await customers.getMany(ids.map((id) => ({ type: 'customer', id })));
    yield [...records.values()].filter((record) => comparableAddress(textOf(record, 'email')) === wanted);
  }
}
