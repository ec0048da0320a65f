import type { IdempotencyKeys, KeptAnswer, KeyClaim } from '../../ports.ts';

const keptMs = 24 * 60 * 60_000;
const patienceMs = 60_000;

interface Kept extends KeyClaim {
  readonly seed: string;
  readonly firstMs: number;
  readonly startedMs: number;
  readonly expiresMs: number;
  readonly answer?: KeptAnswer;
}

/** Idempotency keys in memory: for tests. */
export function createMemoryIdempotencyKeys(): IdempotencyKeys {
  const kept = new Map<string, Kept>();
  const change = ({ name, owner }: KeyClaim, changed: Partial<Kept>) => {
    const item = kept.get(name);
    if (item?.owner === owner && item.answer === undefined) kept.set(name, { ...item, ...changed });
  };
  return {
    async begin(claim) {
      const found = kept.get(claim.name);
      const before = found && found.expiresMs > claim.atMs ? found : undefined;
      if (before !== undefined && before.fingerprint !== claim.fingerprint) return { kind: 'other-request' };
      if (before?.answer !== undefined) return { kind: 'answered', answer: before.answer };
      if (before !== undefined && before.startedMs > claim.atMs - patienceMs) return { kind: 'under-way' };
      const { seed, firstMs } = before ?? { seed: claim.owner, firstMs: claim.atMs };
      kept.set(claim.name, { ...claim, seed, firstMs, startedMs: claim.atMs, expiresMs: claim.atMs + keptMs });
      return { kind: 'begun', seed, firstMs };
    },
    finish: async (claim, answer) => change(claim, { answer }),
    giveUp: async (claim) => change(claim, { startedMs: 0 }),
  };
}
