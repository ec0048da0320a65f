import type { IdempotencyKeys, KeyClaim } from '../../../ports.ts';
import { getItem, type Item, type Key, putItem, type TableRef, updateItem } from '../table.ts';

const keptMs = 24 * 60 * 60_000;
const patienceMs = 60_000;

/** Idempotency keys in the Control table; forgotten after 24 hours. Throws StoreError when the table does not answer. */
export function createIdempotencyKeys(ref: TableRef): IdempotencyKeys {
  async function read(name: string, atMs: number): Promise<Item | undefined> {
    const item = await getItem(ref, keyOf(name));
    // DynamoDB may be days late to delete what has expired.
    return item !== undefined && item.expiresAt * 1000 > atMs ? item : undefined;
  }

  return {
    async begin(claim) {
      const { name, fingerprint, owner, atMs } = claim;
      const before = await read(name, atMs);
      if (before !== undefined && before.fingerprint !== fingerprint) return { kind: 'other-request' };
      if (before?.answer !== undefined) {
        return { kind: 'answered', answer: { status: before.status, body: before.answer } };
      }
      if (before !== undefined && before.startedMs > atMs - patienceMs) return { kind: 'under-way' };
      const seed: string = before?.seed ?? owner;
      const firstMs: number = before?.firstMs ?? atMs;
      const expiresAt = Math.floor((atMs + keptMs) / 1000);
      const item = { ...keyOf(name), fingerprint, owner, seed, firstMs, startedMs: atMs, expiresAt };
      const isOurs = await putItem(ref, item, unchangedSince(before, atMs));
      return isOurs ? { kind: 'begun', seed, firstMs } : { kind: 'under-way' };
    },
    async finish(claim, { status, body }) {
      await update(ref, claim, 'SET #status = :status, answer = :body', {
        names: { '#status': 'status' },
        values: { ':status': status, ':body': body },
      });
    },
    async giveUp(claim) {
      await update(ref, claim, 'SET startedMs = :never', { values: { ':never': 0 } });
    },
  };
}

function unchangedSince(before: Item | undefined, atMs: number) {
  if (before === undefined) {
    return {
      expression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      values: { ':now': Math.floor(atMs / 1000) },
    };
  }
  return {
    expression: '#owner = :owner AND startedMs = :started AND attribute_not_exists(answer)',
    names: { '#owner': 'owner' },
    values: { ':owner': before.owner, ':started': before.startedMs },
  };
}

// Whoever was overtaken changes nothing any more.
async function update(
  ref: TableRef,
  { name, owner }: KeyClaim,
  expression: string,
  { names = {}, values }: { readonly names?: Record<string, string>; readonly values: Record<string, string | number> },
): Promise<void> {
  await updateItem(ref, keyOf(name), {
    update: expression,
    condition: '#owner = :owner AND attribute_not_exists(answer)',
    names: { '#owner': 'owner', ...names },
    values: { ':owner': owner, ...values },
  });
}

function keyOf(name: string): Key {
  return { pk: 'idempotency', sk: name };
}
