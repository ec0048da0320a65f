/** A repeatable stream of choices: the same seed gives the same choices on every machine. */
export interface SeededRandom {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** True in about `percent` of 100 calls. */
  chance(percent: number): boolean;
}

/**
 * Mulberry32 by Tommy Ettinger. Far too weak for secrets, and right for sample data: tiny, even enough, and the same
 * everywhere, which `Math.random` is not.
 */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    chance: (percent) => below(100) < percent,
  };
}
