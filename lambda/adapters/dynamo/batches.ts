import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { pauseBefore } from './backoff.ts';
import { inParallel } from './in-parallel.ts';
import { StoreError, toStoreError } from './store-error.ts';
import { type Item, type Key, type TableRef, unexpired } from './table.ts';

/** The limits of BatchGetItem and BatchWriteItem. */
const KEYS_PER_GET = 100;
const ITEMS_PER_WRITE = 25;
const BATCHES_AT_ONCE = 8;
const MAX_ATTEMPTS = 10;

/** Reads many items, strongly consistent, in no particular order. A key may be given twice; absent items are absent. */
export async function getItems(ref: TableRef, keys: readonly Key[]): Promise<readonly Item[]> {
  const distinct = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
  const batches = await inParallel(chunksOf(distinct, KEYS_PER_GET), BATCHES_AT_ONCE, (batch) => getBatch(ref, batch));
  return unexpired(ref, batches.flat());
}

/** Writes many items, all of different keys, unconditionally. */
export async function putItems(ref: TableRef, items: readonly Item[]): Promise<void> {
  await inParallel(chunksOf(items, ITEMS_PER_WRITE), BATCHES_AT_ONCE, (batch) => putBatch(ref, batch));
}

async function getBatch({ client, table }: TableRef, keys: readonly Key[]): Promise<readonly Item[]> {
  const found: Item[] = [];
  await untilNoneLeft('BatchGetItem', table, keys, async (left) => {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: { [table]: { Keys: left.map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true } },
      }),
    );
    found.push(...(Responses?.[table] ?? []));
    return (UnprocessedKeys?.[table]?.Keys ?? []).map(({ pk, sk }) => ({ pk, sk }));
  });
  return found;
}

async function putBatch({ client, table }: TableRef, items: readonly Item[]): Promise<void> {
  await untilNoneLeft('BatchWriteItem', table, items, async (left) => {
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: left.map((item) => ({ PutRequest: { Item: item } })) } }),
    );
    return (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) => PutRequest?.Item ?? []);
  });
}

/** Offers again what a batch call left undone, with growing, jittered pauses. */
async function untilNoneLeft<T>(
  operation: string,
  table: string,
  all: readonly T[],
  attempt: (left: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let left = all;
  for (let tries = 1; left.length > 0; tries++) {
    if (tries > MAX_ATTEMPTS) throw new StoreError(`${operation} on ${table} left items undone`, { retryable: true });
    if (tries > 1) await pauseBefore(tries - 1);
    try {
      left = await attempt(left);
    } catch (cause) {
      throw toStoreError(operation, table, cause);
    }
  }
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
