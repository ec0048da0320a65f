import { toWireAddress } from '../domain/mail-address.ts';
import { textOf } from '../domain/records/record.ts';
import type { CustomerStore } from '../ports.ts';
import { pagesOf } from './pages-of.ts';

/** The customers that have an address; none, one, or several. */
export type AddressBook = (address: string) => Promise<readonly string[]>;

/**
 * Finds customers by address, letter case aside. The store has no index over addresses: the first question reads every
 * customer once, and the book answers all others. A file that names customers by id never asks.
 */
export function createAddressBook(customers: CustomerStore): AddressBook {
  let book: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return async (address) => {
    book ??= readAddresses(customers);
    return (await book).get(comparable(address)) ?? [];
  };
}

async function readAddresses(customers: CustomerStore): Promise<ReadonlyMap<string, readonly string[]>> {
  const book = new Map<string, readonly string[]>();
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'type', type: 'customer' }, cursor))) {
    const records = await customers.getMany(ids.map((id) => ({ type: 'customer', id })));
    for (const record of records.values()) {
      const address = textOf(record, 'email');
      if (address === '') continue;
      const known = book.get(comparable(address)) ?? [];
      if (!known.includes(record.id)) book.set(comparable(address), [...known, record.id]);
    }
  }
  return book;
}

function comparable(address: string): string {
  return (toWireAddress(address) ?? address.trim()).toLowerCase();
}
