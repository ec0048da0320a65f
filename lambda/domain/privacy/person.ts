import type { RecordRef, StoredRecord } from '../records/record.ts';
import type { SendRow } from '../send-log/send-row.ts';

/** Whom an export or an erasure is about, with all that is known to be theirs. */
export interface Person {
  /** The customer's id. */
  readonly customer: string;
  /** Absent when the customer is gone: then the log and the refusals may still know them. */
  readonly profile?: StoredRecord;
  /** Records that refer to the customer, or to a record that does: contracts, purchases, enrolments, events. */
  readonly related: readonly StoredRecord[];
  /** Their rows of the send log. */
  readonly rows: readonly SendRow[];
  /** The addresses that their records have now, as they stand there. */
  readonly addresses: readonly string[];
  /** The keyed hashes of those, of former ones and of all that they were mailed at. */
  readonly addressHashes: readonly string[];
  /** What they are called, in all writings that their profile has. */
  readonly names: readonly string[];
}

/** True when nothing at all is known of the customer. */
export function isUnknown({ profile, related, rows }: Person): boolean {
  return profile === undefined && related.length === 0 && rows.length === 0;
}

/** True when the id itself tells who it is: an address, or the person's name. Such an id may not stay behind either. */
export function isPersonalId({ customer, names }: Pick<Person, 'customer' | 'names'>): boolean {
  const id = withoutBlanks(customer);
  return id.includes('@') || names.some((name) => id.includes(withoutBlanks(name)));
}

/** Text in the form in which names are looked for: full- and half-width, case and blanks do not matter. */
export function withoutBlanks(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** The records in the order in which they are taken away: the farthest first, as only by the nearer ones they are found again. */
export function recordsOf({ customer, related }: Person): readonly RecordRef[] {
  return [...related.map(({ type, id }) => ({ type, id })).reverse(), { type: 'customer', id: customer }];
}
