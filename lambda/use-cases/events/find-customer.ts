import type { Happening } from '../../domain/events/read-event.ts';
import { toWireAddress } from '../../domain/mail-address.ts';
import { textOf } from '../../domain/records/record.ts';
import type { AddressHasher, CustomerReader } from '../../ports.ts';
import { pagesOf } from '../pages-of.ts';

/** What finding a customer needs. */
export interface FindCustomerTools {
  readonly customers: Pick<CustomerReader, 'get' | 'getMany' | 'find'>;
  readonly hasher: AddressHasher;
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
  const hash = await hasher.hash(by.email);
  const wanted = comparable(by.email);
  const found = new Set<string>();
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'address', type: 'customer', hash }, cursor))) {
    const records = await customers.getMany(ids.map((id) => ({ type: 'customer', id })));
    for (const record of records.values()) {
      if (comparable(textOf(record, 'email')) === wanted) found.add(record.id);
    }
  }
  return [...found].sort();
}

function comparable(address: string): string {
  return (toWireAddress(address) ?? address.trim()).toLowerCase();
}
