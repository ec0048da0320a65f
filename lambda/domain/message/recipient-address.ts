import type { Recipient } from '../campaign/campaign.ts';
import { type StoredRecord, textOf } from '../records/record.ts';

/** The address that a mail goes to, '' when the record has none. */
export function recipientAddress(
  to: Recipient,
  customer: StoredRecord,
  onPath: Readonly<Record<string, StoredRecord>>,
): string {
  switch (to.kind) {
    case 'customer':
      return textOf(customer, 'email');
    case 'owner':
      return textOf(customer, 'owner.email');
    case 'field':
      return textOf(to.type === 'customer' ? customer : onPath[to.type], to.key);
  }
}
