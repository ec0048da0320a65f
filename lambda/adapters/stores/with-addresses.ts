import type { AddressHasher } from '../../ports.ts';
import { addressEntry, type IndexEntry } from './index-entry.ts';
import type { RecordChange } from './record-change.ts';

/** The change with the entries of its addresses; each address is hashed once. */
export async function withAddresses(change: RecordChange, hasher: AddressHasher): Promise<RecordChange> {
  const { addresses, next, entries, added } = change;
  if (addresses.all.length === 0) return change;
  const hashed = await Promise.all(
    addresses.all.map(
      async (address): Promise<readonly [string, IndexEntry]> => [
        address,
        addressEntry(next.record, await hasher.hash(address)),
      ],
    ),
  );
  // Two writings of one address have one entry.
  const entryOf = new Map(hashed);
  const bySk = (wanted: readonly string[]) =>
    new Map(wanted.flatMap((address) => entryOf.get(address) ?? []).map((entry) => [entry.sk, entry]));
  return {
    ...change,
    entries: [...entries, ...bySk(addresses.all).values()],
    added: [...added, ...bySk(addresses.added).values()],
  };
}
