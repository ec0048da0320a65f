import type { Item } from '../table.ts';

/** What the ledger tells of one change: what was done, when, and on whose word (a link, a bounce, a colleague). */
export interface LedgerEntry {
  readonly what: 'opt-out' | 'opt-in' | 'suppress';
  /** A campaign identity or `marketing` for opt-outs; the cause for suppressions. */
  readonly about: string;
  readonly at: string;
  readonly source: string;
}

/** The ledger's item for a change. Telling the same change twice makes one item. */
export function toLedgerItem(pk: string, entry: LedgerEntry): Item {
  return { pk, sk: `ledger#${entry.at}#${entry.what}#${entry.about}`, ...entry };
}
