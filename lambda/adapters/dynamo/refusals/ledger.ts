import type { RefusalEntry } from '../../../domain/privacy/refusal-entry.ts';
import { type Item, queryAll, type TableRef } from '../table.ts';

const LEDGER = 'ledger#';

/** The ledger's item for a change. Telling the same change twice makes one item. */
export function toLedgerItem(pk: string, entry: RefusalEntry): Item {
  return { pk, sk: `${LEDGER}${entry.at}#${entry.what}#${entry.about}`, ...entry };
}

/** Every change that the ledger tells of a subject, oldest first. */
export async function readLedger(ref: TableRef, pk: string): Promise<readonly RefusalEntry[]> {
  const items = await queryAll(ref, {
    expression: '#pk = :pk AND begins_with(#sk, :ledger)',
    names: { '#pk': 'pk', '#sk': 'sk' },
    values: { ':pk': pk, ':ledger': LEDGER },
  });
  return items.map(({ what, about, at, source }) => ({ what, about, at, source }));
}
