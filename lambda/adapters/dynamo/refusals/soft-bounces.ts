import { softBounceDays } from '../../../domain/privacy/retention-days.ts';
import { getItem, type Item, type Key, type TableRef, updateItem } from '../table.ts';

/** What an address's item holds: when each mail came back (ISO UTC, by message id), and up to when that is forgotten. */
interface SoftBounces {
  readonly bounces: Readonly<Record<string, string>>;
  readonly arrivedAt: string;
}

const MS_PER_DAY = 86_400_000;

const names = { '#bounces': 'bounces' };

/** Notes a mail that came back for now; answers how many did since the last one that arrived. */
export async function countSoftBounce(ref: TableRef, key: Key, messageId: string, at: string): Promise<number> {
  const known = await getItem(ref, key);
  const { bounces, arrivedAt } = softBouncesOf(known);
  if (bounces[messageId] !== undefined) return countSince(bounces, arrivedAt, at);
  if (known === undefined) {
    const values = { ':none': {} };
    await updateItem(ref, key, { update: 'SET #bounces = if_not_exists(#bounces, :none)', names, values });
  }
  // One attribute per mail: whoever notes another one at the same time does not get in the way.
  await updateItem(ref, key, {
    update: 'SET #bounces.#id = if_not_exists(#bounces.#id, :at), #expiresAt = :expiresAt',
    names: { ...names, '#id': messageId, '#expiresAt': 'expiresAt' },
    values: { ':at': at, ':expiresAt': Math.ceil(Date.parse(at) / 1000) + softBounceDays * 86_400 },
  });
  const noted = softBouncesOf(await getItem(ref, key));
  return countSince(noted.bounces, noted.arrivedAt, at);
}

/**
 * Forgets what came back before `at`. `arrivedAt` stays behind, so that an old bounce that is told of again, or only
 * now, does not count. Writes nothing where there is nothing to forget.
 */
export async function forgetSoftBounces(ref: TableRef, key: Key, at: string): Promise<void> {
  const { bounces } = softBouncesOf(await getItem(ref, key));
  const old = Object.keys(bounces).filter((id) => (bounces[id] ?? '') < at);
  if (old.length === 0) return;
  await updateItem(ref, key, {
    update: `SET #arrivedAt = :at REMOVE ${old.map((_, n) => `#bounces.#old${n}`).join(', ')}`,
    // A later arrival has forgotten all this already.
    condition: 'attribute_not_exists(#arrivedAt) OR #arrivedAt < :at',
    names: { ...names, '#arrivedAt': 'arrivedAt', ...Object.fromEntries(old.map((id, n) => [`#old${n}`, id])) },
    values: { ':at': at },
  });
}

function softBouncesOf(item: Item | undefined): SoftBounces {
  return { bounces: item?.bounces ?? {}, arrivedAt: item?.arrivedAt ?? '' };
}

/** Those older than the retention do not count: DynamoDB deletes an item days after it expires, and only as a whole. */
function countSince(bounces: SoftBounces['bounces'], arrivedAt: string, now: string): number {
  const oldest = new Date(Date.parse(now) - softBounceDays * MS_PER_DAY).toISOString();
  return Object.values(bounces).filter((at) => at >= arrivedAt && at > oldest).length;
}
