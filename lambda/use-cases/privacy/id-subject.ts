import type { AddressHasher } from '../../ports.ts';

/** How refusals know a customer's id that they may not keep itself: by its keyed hash, letter for letter. */
export async function idSubject(
  hasher: AddressHasher,
  id: string,
): Promise<{ readonly kind: 'id'; readonly hash: string }> {
  // In hex, as what is hashed is taken without regard to case, and ids differ by it.
  return { kind: 'id', hash: await hasher.hash(`id:${Buffer.from(id).toString('hex')}`) };
}
