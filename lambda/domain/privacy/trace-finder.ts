import { toWireAddress } from '../mail-address.ts';
import { type Person, withoutBlanks } from './person.ts';

/** What gives a person away in a text. */
export type Traced = Pick<Person, 'customer' | 'addresses' | 'addressHashes' | 'names'>;

/** The keyed hash of an address. */
export type HashAddress = (address: string) => Promise<string>;

/** How much of the text before is looked at again, in characters: no cell that names anybody is longer. */
const OVERLAP = 2_000;
const address = /[^\s@<>()[\]",;:'、。「」]{1,64}@[a-z0-9.-]{3,255}/giu;

/**
 * Whether a text, in pieces, holds a person's id (as a word of its own), one of their addresses (former ones by their
 * keyed hash), or their name, however it is spaced.
 */
export function createTraceFinder(person: Traced, hash: HashAddress) {
  const ids = new RegExp(String.raw`(?<![\p{L}\p{N}_-])${escaped(plain(person.customer))}(?![\p{L}\p{N}_-])`, 'u');
  const own = new Set(person.addresses.map(comparable));
  const hashes = new Set(person.addressHashes);
  const names = person.names.map(withoutBlanks);
  const known = new Map<string, boolean>();

  async function isOwn(found: string): Promise<boolean> {
    const seen = known.get(found);
    if (seen !== undefined) return seen;
    const is = own.has(comparable(found)) || (hashes.size > 0 && hashes.has(await hash(found)));
    if (known.size < 100_000) known.set(found, is);
    return is;
  }

  async function isIn(text: string): Promise<boolean> {
    const words = plain(text);
    if (person.customer !== '' && ids.test(words)) return true;
    const joined = withoutBlanks(text);
    if (names.some((name) => joined.includes(name))) return true;
    for (const [found] of words.matchAll(address)) if (await isOwn(found)) return true;
    return false;
  }

  return {
    isIn,
    async isInPieces(pieces: AsyncIterable<string>): Promise<boolean> {
      let before = '';
      for await (const piece of pieces) {
        if (await isIn(before + piece)) return true;
        before = (before + piece).slice(-OVERLAP);
      }
      return false;
    },
  };
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function comparable(found: string): string {
  return (toWireAddress(found) ?? found.trim()).toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
