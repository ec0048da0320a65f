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
  /** Records that are gone, and of which something is left that leads to the customer: somebody was stopped taking them away. */
  readonly gone: readonly RecordRef[];
  /** Their rows of the send log. */
  readonly rows: readonly SendRow[];
  /** The addresses that their records have now, as they stand there. */
  readonly addresses: readonly string[];
  /** The keyed hashes of those, of former ones and of all that they were mailed at. */
  readonly addressHashes: readonly string[];
  /** What they are called, in all writings that their profile has. */
  readonly names: readonly string[];
  /** The keyed hash of the id. */
  readonly idHash: string;
  /** An erasure has marked them: it may have been stopped, and is to go on whatever is still known. */
  readonly isMarked: boolean;
  /** The id itself tells who it is: it may not stay behind either. */
  readonly hasTellingId: boolean;
}

/** True when nothing at all is known of the customer. */
export function isUnknown({ profile, related, gone, rows, isMarked }: Person): boolean {
  return profile === undefined && related.length === 0 && gone.length === 0 && rows.length === 0 && !isMarked;
}

/**
 * True when an id itself tells who it is: an address, or one of the names. Where no name is known (any more), an id with
 * letters beyond ASCII is taken for one.
 */
export function isTellingId(id: string, names: readonly string[]): boolean {
  const plain = withoutBlanks(id);
  if (plain.includes('@')) return true;
  if (names.length === 0) return /[^\p{ASCII}]/u.test(plain);
  return names.some((name) => plain.includes(withoutBlanks(name)));
}

/** Text in the form in which names are looked for: full- and half-width, kana of either kind, case and blanks do not matter. */
export function withoutBlanks(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .toLowerCase();
}

/** The records in the order in which they are taken away: the farthest first, as only by the nearer ones they are found again. */
export function recordsOf({ customer, related, gone }: Person): readonly RecordRef[] {
  return [...related.map(({ type, id }) => ({ type, id })).reverse(), ...gone, { type: 'customer', id: customer }];
}
