import { expect, test } from 'vitest';
import { type TableShape, tableShapes } from '../support/tables.ts';
import { ofType, type Resource, synthDeployment } from './synth-deployment.ts';

const tables = ofType(synthDeployment().data.resources, 'AWS::DynamoDB::Table');

/** All that a store can notice of a table, as CloudFormation words it. */
function wordsOf(shape: TableShape) {
  const keySchema = (partitionKey: string, sortKey: string) => [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
  const attributes = shape.indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  return {
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: ['pk', 'sk', ...attributes]
      .sort()
      .map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: shape.indexes.map(({ name, partitionKey, sortKey }) => ({
      IndexName: name,
      KeySchema: keySchema(partitionKey, sortKey),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
    LocalSecondaryIndexes: [],
    TimeToLiveSpecification:
      shape.timeToLiveAttribute === undefined ? {} : { AttributeName: shape.timeToLiveAttribute, Enabled: true },
  };
}

function deployedWords({ Properties }: Resource) {
  const {
    KeySchema,
    AttributeDefinitions,
    GlobalSecondaryIndexes = [],
    LocalSecondaryIndexes = [],
    TimeToLiveSpecification = {},
  } = Properties;
  return {
    KeySchema,
    AttributeDefinitions: [AttributeDefinitions]
      .flat()
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    GlobalSecondaryIndexes,
    LocalSecondaryIndexes,
    TimeToLiveSpecification,
  };
}

test('the tables that stores are tested against are those that are deployed, and no others', () => {
  // `CustomersTable1A2B3C4D` is the construct `Customers`.
  const names = tables.map(([id]) => id.replace(/Table[0-9A-F]{8}$/, ''));
  expect(names.sort()).toEqual(Object.keys(tableShapes).sort());
});

test.each(Object.entries(tableShapes))(
  '%s has the keys, indexes and expiry that its store is tested with',
  (name, shape) => {
    const [, table] = tables.find(([id]) => id.startsWith(`${name}Table`)) ?? [];
    expect(table && deployedWords(table)).toEqual(wordsOf(shape));
  },
);
