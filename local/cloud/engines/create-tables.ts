import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { localAccessKeyId } from '../functions/function-env.ts';
import type { TablePart } from '../wiring/cloud-parts.ts';

/** Creates the tables that the engine at `endpoint` does not have yet. */
export async function createTables(endpoint: string, region: string, tables: readonly TablePart[]): Promise<void> {
  const client = localDynamoClient(endpoint, region);
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const missing = tables.filter(({ name }) => !TableNames.includes(name));
  await Promise.all(missing.map(({ definition }) => client.send(new CreateTableCommand(definition))));
  client.destroy();
}

/** A client that calls in the local cloud's own name. */
export function localDynamoClient(endpoint: string, region: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: localAccessKeyId, secretAccessKey: 'local' },
  });
}
