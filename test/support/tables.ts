import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** An index over two text attributes that projects keys only. */
export interface IndexShape {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** What a table of design §5 is besides its `pk` and `sk`. */
export interface TableShape {
  readonly indexes: readonly IndexShape[];
  /** Attribute with the epoch second after which an item may go. */
  readonly timeToLiveAttribute?: string;
}

/** The five tables as the stores need them. A test of lib/ holds the deployed ones against this. */
export const tableShapes = {
  Customers: {
    indexes: [{ name: 'lookup', partitionKey: 'lookup', sortKey: 'ref' }],
    timeToLiveAttribute: 'expiresAt',
  },
  Refusals: { indexes: [], timeToLiveAttribute: 'expiresAt' },
  Campaigns: { indexes: [], timeToLiveAttribute: 'expiresAt' },
  SendLog: {
    indexes: [
      { name: 'byRun', partitionKey: 'run', sortKey: 'ref' },
      { name: 'waiting', partitionKey: 'waiting', sortKey: 'notBefore' },
    ],
    timeToLiveAttribute: 'expiresAt',
  },
  Control: { indexes: [], timeToLiveAttribute: 'expiresAt' },
} as const satisfies Readonly<Record<string, TableShape>>;

export type TableName = keyof typeof tableShapes;

let created = 0;

/** Creates an empty table of this shape under a name of its own, and returns the name. */
export async function createTable(client: DynamoDBClient, table: TableName): Promise<string> {
  created += 1;
  const name = `${table}-${created}`;
  await client.send(new CreateTableCommand({ TableName: name, ...toInput(tableShapes[table]) }));
  // dynalite answers before the table is there.
  while (!(await isActive(client, name))) await sleep(1);
  return name;
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table?.TableStatus === 'ACTIVE';
}

function toInput({ indexes }: TableShape): Omit<CreateTableCommandInput, 'TableName'> {
  const attributes = new Set(['pk', 'sk', ...indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])]);
  return {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keySchema('pk', 'sk'),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(({ name, partitionKey, sortKey }) => ({
        IndexName: name,
        KeySchema: keySchema(partitionKey, sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  };
}

function keySchema(partitionKey: string, sortKey: string): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
}
