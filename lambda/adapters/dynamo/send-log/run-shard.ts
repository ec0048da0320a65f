import type { IsoDate } from '../../../domain/calendar/plain-date.ts';

/** Into how many index partitions a run's rows are spread: each takes about 1,000 new rows a second. */
export const RUN_SHARDS = 4;

/** The index partition of a run's row. Always the same one for a customer. */
export function runOf(campaign: string, dueOn: IsoDate, customer: string): string {
  return runShard(campaign, dueOn, hashOf(customer) % RUN_SHARDS);
}

/** A run's nth index partition. */
export function runShard(campaign: string, dueOn: IsoDate, shard: number): string {
  return `${campaign}#${dueOn}#${shard}`;
}

/** FNV-1a, 32 bits: small and stable. The last bits are folded in, as ids often differ in their last digits only. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
