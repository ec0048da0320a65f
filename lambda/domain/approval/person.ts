import { type StoredRecord, textOf } from '../records/record.ts';

/** A colleague, by name and address; either may be ''. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** The customer's owner; nobody's name and address when the customer is gone. */
export function ownerOf(customer: StoredRecord | undefined): Person {
  return { name: textOf(customer, 'owner.name'), email: textOf(customer, 'owner.email').trim() };
}
