const FIRST_CAPACITY = 1024;
/** Slots are doubled when this share of them is taken. */
const MAX_LOAD = 0.7;

/**
 * Remembers the row where each text (an id, an address) was first seen, in 12 bytes a slot: about 17 to 34 bytes a text.
 * Only 64 bits of a hash are kept, so that two different texts may pass for one: with a million texts the odds are
 * 1 in 37 million that any two do, with ten million 1 in 370 thousand. Whoever sends the file could make it happen on
 * purpose, and would gain a warning. Rows must be below 2^32.
 */
export class SeenTexts {
  #high = new Uint32Array(FIRST_CAPACITY);
  #low = new Uint32Array(FIRST_CAPACITY);
  /** 0 marks an empty slot: rows are counted from 1. */
  #rows = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  /** How many different texts were seen. */
  get size(): number {
    return this.#size;
  }

  /** The row where `text` was seen first; undefined when it was not seen before, and is remembered with `row` (1 or more) from now on. */
  firstRowOf(text: string, row: number): number | undefined {
    if (this.#size >= this.#rows.length * MAX_LOAD) this.#grow();
    const [high, low] = hash(text);
    const slot = this.#slotOf(high, low);
    const earlier = this.#rows[slot];
    if (earlier) return earlier;
    this.#put(slot, high, low, row);
    this.#size += 1;
    return undefined;
  }

  /** The row that is remembered with `text`; undefined when it was not seen. */
  rowOf(text: string): number | undefined {
    return this.#rows[this.#slotOf(...hash(text))] || undefined;
  }

  /** The slot that holds the hash, or the empty one where it belongs. */
  #slotOf(high: number, low: number): number {
    const mask = this.#rows.length - 1;
    let slot = low & mask;
    while (this.#rows[slot] && (this.#high[slot] !== high || this.#low[slot] !== low)) slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, high: number, low: number, row: number): void {
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [highs, lows, rows] = [this.#high, this.#low, this.#rows];
    this.#high = new Uint32Array(rows.length * 2);
    this.#low = new Uint32Array(rows.length * 2);
    this.#rows = new Uint32Array(rows.length * 2);
    for (let slot = 0; slot < rows.length; slot += 1) {
      const [high = 0, low = 0, row = 0] = [highs[slot], lows[slot], rows[slot]];
      if (row !== 0) this.#put(this.#slotOf(high, low), high, low, row);
    }
  }
}

/** Two 32-bit halves of cyrb53 (public domain, bryc), of which all 64 bits are kept. */
function hash(text: string): readonly [number, number] {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return [one >>> 0, two >>> 0];
}
