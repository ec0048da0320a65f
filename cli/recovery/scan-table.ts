import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../lambda/adapters/dynamo/table.ts';

/** Every item of a table. Throws what the SDK throws. */
export async function* scanTable(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Item> {
  let startAfter: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: startAfter }),
    );
    yield* Items;
    startAfter = LastEvaluatedKey;
  } while (startAfter !== undefined);
}
