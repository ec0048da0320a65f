import { randomUUID } from 'node:crypto';
import { type RecordRef, recordName } from '../../../domain/records/record.ts';
import type { Clock, EventTimes } from '../../../ports.ts';
import { pauseBefore } from '../backoff.ts';
import { forgetPartition } from '../forget-partition.ts';
import { StoreError } from '../store-error.ts';
import { getItem, type Key, type TableRef, updateItem } from '../table.ts';

/** After so long, a function that began with an event and has not ended counts as dead; none runs longer (lib/jobs/job.ts). */
export const deadAfterMs = 90_000;

/** Longer than any event lies on its queue and among the dead letters: 4 and 14 days. */
const keptSeconds = 30 * 86_400;
/** Attributes that one update sets; an expression has at most 4 KB. */
const fieldsAtOnce = 100;
/** Some seconds in all: a batch of ten that meets a dead one's record has to end in time. */
const maxTries = 8;
const prefix = 'at.';

/**
 * What the latest events said of records, in the Control table; forgotten after 30 days. A record's item says while an
 * event about it is being taken in. Throws StoreError, worth another try, when that takes long or the table does not answer.
 */
export function createEventTimes(table: TableRef, clock: Clock): EventTimes {
  const ref = { ...table, clock };
  const expiresAt = () => Math.floor(clock.nowMs() / 1000) + keptSeconds;

  async function begin(key: Key, owner: string): Promise<void> {
    for (let tries = 1; tries <= maxTries; tries += 1) {
      const nowMs = clock.nowMs();
      const isOurs = await updateItem(ref, key, {
        update: 'SET #owner = :owner, busyUntilMs = :until, expiresAt = if_not_exists(expiresAt, :expiresAt)',
        condition: 'attribute_not_exists(#owner) OR #owner = :owner OR busyUntilMs <= :now',
        names: { '#owner': 'owner' },
        values: { ':owner': owner, ':until': nowMs + deadAfterMs, ':now': nowMs, ':expiresAt': expiresAt() },
      });
      if (isOurs) return;
      await pauseBefore(tries);
    }
    throw new StoreError(`A record of ${ref.table} is spoken of by too many events at once`, { retryable: true });
  }

  async function timesOf(key: Key): Promise<Readonly<Record<string, string>>> {
    const item = (await getItem(ref, key)) ?? {};
    const times = Object.entries(item).flatMap(([name, time]): readonly (readonly [string, string])[] =>
      name.startsWith(prefix) && typeof time === 'string' ? [[name.slice(prefix.length), time]] : [],
    );
    return Object.fromEntries(times);
  }

  /** Notes what an event spoke of, and lets the next one begin. */
  async function end(key: Key, owner: string, fields: readonly string[], at: string): Promise<void> {
    for (let from = 0; ; from += fieldsAtOnce) {
      const some = fields.slice(from, from + fieldsAtOnce);
      const isLast = from + fieldsAtOnce >= fields.length;
      const names = some.map((field, index) => [`#f${index}`, prefix + field] as const);
      const sets = ['expiresAt = :expiresAt', ...names.map(([name]) => `${name} = :at`)];
      const isOurs = await updateItem(ref, key, {
        update: `SET ${sets.join(', ')}${isLast ? ' REMOVE #owner, busyUntilMs' : ''}`,
        condition: '#owner = :owner',
        names: { '#owner': 'owner', ...Object.fromEntries(names) },
        values: { ':owner': owner, ':expiresAt': expiresAt(), ...(some.length > 0 && { ':at': at }) },
      });
      if (!isOurs) throw new StoreError(`An event about a record of ${ref.table} took too long`, { retryable: true });
      if (isLast) return;
    }
  }

  return {
    async inTurn(record, at, work) {
      const key = keyOf(record);
      const owner = randomUUID();
      await begin(key, owner);
      let spokenOf: readonly string[];
      try {
        spokenOf = await work(await timesOf(key));
      } catch (error) {
        await end(key, owner, [], at).catch(() => {});
        throw error;
      }
      await end(key, owner, spokenOf, at);
    },
  };
}

/** Forgets when events spoke of a record: of one that is erased. Idempotent. */
export async function forgetEventTimes(ref: TableRef, record: RecordRef): Promise<void> {
  await forgetPartition(ref, keyOf(record).pk);
}

function keyOf(ref: RecordRef): Key {
  return { pk: `event-times#${recordName(ref)}`, sk: 'times' };
}
