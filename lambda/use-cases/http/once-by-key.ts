import { createHash, randomUUID } from 'node:crypto';
import type { Clock, IdempotencyKeys } from '../../ports.ts';
import { type ApiAnswer, refuse } from './api-answer.ts';

/** A request as far as repetitions are concerned. `key` is the Idempotency-Key header as it came. */
export interface KeyedRequest {
  readonly key: string | undefined;
  readonly path: string;
  readonly query: string;
  readonly body: Uint8Array;
}

/**
 * Does a request once, however often it comes under one key within 24 hours (draft-ietf-httpapi-idempotency-key-header),
 * and answers the same each time. `work` is given a seed for names and the instant of the first attempt, which are the
 * same in every attempt: what a failed one has left behind is done again under the same names. Without a key there is nothing to tell repetitions by.
 */
export async function onceByKey(
  { keys, clock }: { readonly keys: IdempotencyKeys; readonly clock: Clock },
  { key, path, query, body }: KeyedRequest,
  work: (seed: string, firstMs: number) => Promise<object>,
): Promise<ApiAnswer> {
  if (key === undefined) {
    return { status: 202, body: JSON.stringify(await work(randomUUID(), clock.nowMs())), isRepeated: false };
  }
  const given = readKey(key);
  if (given === undefined) return refuse('bad-key');
  const claim = {
    // Hashed, as keys may be made of names.
    name: digest(path, given),
    fingerprint: digest(path, query, body),
    owner: randomUUID(),
    atMs: clock.nowMs(),
  };
  const standing = await keys.begin(claim);
  if (standing.kind === 'other-request') return refuse('key-reused');
  if (standing.kind === 'under-way') return refuse('under-way');
  if (standing.kind === 'answered') return { ...standing.answer, isRepeated: true };
  try {
    const answer = { status: 202, body: JSON.stringify(await work(standing.seed, standing.firstMs)) };
    await keys.finish(claim, answer);
    return { ...answer, isRepeated: false };
  } catch (error) {
    await keys.giveUp(claim).catch(() => {});
    throw error;
  }
}

// The draft has it in quotes; many send it without.
function readKey(key: string): string | undefined {
  const bare = /^"(.*)"$/.exec(key.trim())?.[1] ?? key.trim();
  return /^[\x20-\x7e]{1,255}$/.test(bare) ? bare : undefined;
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('base64url');
}
