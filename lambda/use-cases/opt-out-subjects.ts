import { textOf } from '../domain/records/record.ts';
import type { AddressHasher, CustomerReader, Subject } from '../ports.ts';

/** Where a customer's address is looked up and hashed. */
export interface OptOutSources {
  readonly customers: Pick<CustomerReader, 'get'>;
  readonly hasher: AddressHasher;
}

/** The customer's present address as refusals know it; undefined when the customer is gone or has none. */
export async function findOwnAddress(
  { customers, hasher }: OptOutSources,
  customer: string,
): Promise<Subject | undefined> {
  const address = textOf(await customers.get({ type: 'customer', id: customer }), 'email');
  return address === '' ? undefined : { kind: 'address', hash: await hasher.hash(address) };
}

/** The customer, and their address if there is one: all that a refusal of theirs is recorded under. */
export async function findOptOutSubjects(sources: OptOutSources, customer: string): Promise<readonly Subject[]> {
  const address = await findOwnAddress(sources, customer);
  const own: Subject = { kind: 'customer', id: customer };
  return address === undefined ? [own] : [own, address];
}
