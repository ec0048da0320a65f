import { toWireAddress } from '../mail-address.ts';
import { type NewRecord, type StoredRecord, textOf } from '../records/record.ts';

/** The fields by which a customer is known, and how their values are compared. Some lists name the company alone. */
const comparables = { name: comparableName, company: comparableName, email: comparableAddress } as const;

/**
 * Whether a file's row gives a known customer another name, company or address, or takes it away, as rows that have slipped do. A
 * first name or address is no change, nor is another writing of the same.
 */
export function changesPerson(before: StoredRecord, row: NewRecord): boolean {
  return Object.entries(comparables).some(([field, comparable]) => {
    if (row.covers !== undefined && !row.covers.includes(field)) return false;
    const known = comparable(textOf(before, field));
    return known !== '' && known !== comparable(textOf(row, field));
  });
}

/** The form in which addresses of one mailbox are alike. */
export function comparableAddress(address: string): string {
  return (toWireAddress(address) ?? address.trim()).toLowerCase();
}

function comparableName(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}
