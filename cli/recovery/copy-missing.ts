import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { putItem } from '../../lambda/adapters/dynamo/table.ts';
import { scanTable } from './scan-table.ts';

/** Copies the items that a table lacks from a restored one; nothing newer is overwritten. Answers how many. */
export async function copyMissing(client: DynamoDBDocumentClient, from: string, to: string): Promise<number> {
  let copied = 0;
  for await (const item of scanTable(client, from)) {
    const isNew = await putItem({ client, table: to }, item, { expression: 'attribute_not_exists(pk)' });
    if (isNew) copied += 1;
  }
  return copied;
}
