import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Item, putItem } from '../../lambda/adapters/dynamo/table.ts';
import { isExpired } from '../../lambda/domain/records/retention.ts';
import { scanTable } from './scan-table.ts';

/** From where to where, and what is to stay away. */
export interface Copy {
  readonly client: DynamoDBDocumentClient;
  readonly from: string;
  readonly to: string;
  readonly nowMs: number;
  /** Whether a partition is to be copied. @default all are */
  readonly isWanted?: (items: readonly [Item, ...Item[]]) => Promise<boolean>;
}

/**
 * Copies the items that a table lacks from a restored one; nothing newer is overwritten, and what has expired, or is of a
 * partition that nobody wants back, stays away. Answers how many.
 */
export async function copyMissing({ client, from, to, nowMs, isWanted = async () => true }: Copy): Promise<number> {
  let copied = 0;
  for await (const items of partitionsOf(scanTable(client, from))) {
    if (!(await isWanted(items))) continue;
    for (const item of items.filter(({ expiresAt }) => !isExpired(expiresAt, nowMs))) {
      const isNew = await putItem({ client, table: to }, item, { expression: 'attribute_not_exists(pk)' });
      if (isNew) copied += 1;
    }
  }
  return copied;
}

/** Items of one partition come one after another in a scan. */
async function* partitionsOf(items: AsyncIterable<Item>): AsyncGenerator<readonly [Item, ...Item[]]> {
  let partition: [Item, ...Item[]] | undefined;
  for await (const item of items) {
    if (partition !== undefined && partition[0].pk === item.pk) partition.push(item);
    else {
      if (partition !== undefined) yield partition;
      partition = [item];
    }
  }
  if (partition !== undefined) yield partition;
}
