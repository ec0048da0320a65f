import { describe, expect, test } from 'vitest';
import { createUploads } from '../../../lambda/adapters/dynamo/control/uploads.ts';
import { createDocumentClient } from '../../../lambda/adapters/dynamo/document-client.ts';
import type { Upload } from '../../../lambda/domain/import/upload.ts';
import type { Permission } from '../../../local/cloud/iam/authority.ts';
import { decideAccess } from '../../../local/cloud/iam/decide-access.ts';
import { type Principal, readPolicy } from '../../../local/cloud/iam/statement.ts';
import { dynamoCall } from '../../../local/cloud/proxy/dynamo-call.ts';
import { statementsOf } from '../../infra/statements.ts';
import { synthDeployment } from '../../infra/synth-deployment.ts';

const arn = 'arn:aws:dynamodb:r:0:table/Control';
const definition = { TableName: 'Control', AttributeDefinitions: [], KeySchema: [] };
const tables = new Map([
  ['Control', { logicalId: 'T', name: 'Control', arn, definition, partitionKeys: { '': 'pk' } }],
]);
const role: Principal = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/Pages', account: '000000000000' };

function permissionsOf(operation: string, body: string): readonly Permission[] {
  const headers = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
  return dynamoCall({ method: 'POST', path: '/', headers, body: Buffer.from(body) }, tables).permissions;
}

describe('the attributes of a request', () => {
  const Key = { pk: { S: 'upload' }, sk: { S: 'a' } };
  const cases: readonly [string, string, object, readonly string[]][] = [
    ['those of its key', 'GetItem', { Key }, ['pk', 'sk']],
    ['those of an item', 'PutItem', { Item: { ...Key, state: { S: 'x' } } }, ['pk', 'sk', 'state']],
    [
      'those of every expression, by whatever names',
      'UpdateItem',
      {
        Key,
        UpdateExpression: 'SET #a = :a, b.c[0] = if_not_exists(d, :x) ADD #e.#f :one REMOVE #0',
        ConditionExpression: 'attribute_not_exists (g) AND h IN (:state, :b) OR NOT size(i) BETWEEN :x AND :a',
        ExpressionAttributeNames: { '#a': 'state', '#e': 'e e', '#f': 'inner', '#0': 'zero' },
      },
      ['pk', 'sk', 'g', 'h', 'i', 'state', 'b', 'd', 'e e', 'zero'],
    ],
    [
      'those of what came before expressions',
      'UpdateItem',
      { Key, AttributeUpdates: { a: {} }, Expected: { b: {} }, AttributesToGet: ['c'] },
      ['pk', 'sk', 'a', 'b', 'c'],
    ],
    [
      'those of a question',
      'Query',
      {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :p)',
        ProjectionExpression: 'a, #b',
        ExpressionAttributeNames: { '#b': 'c' },
      },
      ['pk', 'sk', 'a', 'c'],
    ],
  ];
  test.each(cases)('are %s', (_, operation, input, expected) => {
    const [permission] = permissionsOf(operation, JSON.stringify({ TableName: 'Control', ...input }));
    expect(permission?.context?.['dynamodb:attributes']?.toSorted()).toEqual(expected.toSorted());
  });

  test('are those of every key of a batch', () => {
    const body = {
      RequestItems: { Control: [{ PutRequest: { Item: { ...Key, a: {} } } }, { DeleteRequest: { Key } }] },
    };
    const [permission] = permissionsOf('BatchWriteItem', JSON.stringify(body));
    expect(permission?.context?.['dynamodb:attributes']).toEqual(['pk', 'sk', 'a']);
  });
});

describe('of an upload, the pages', () => {
  const upload: Upload = {
    ...{ key: 'imports/customers.csv', at: '2027-03-14T00:00:00.000Z', state: 'held', type: 'customer', isFull: false },
    ...{ rows: 1, rowsDone: 0, counts: { created: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, warnings: 0 } },
  };
  // The policies as they are synthesized; what they say of other tables is out of this table's reach.
  const identity = statementsOf(synthDeployment().service.resources)
    .filter(({ holder, resources }) => holder.startsWith('PagesRole') && resources.join().includes('ControlTable'))
    .flatMap(({ actions, condition }) =>
      readPolicy({ Statement: { Effect: 'Allow', Action: actions, Resource: arn, Condition: condition } }, 'pages'),
    );

  /** Whether the pages may do what a use of the store asks of DynamoDB, call by call. */
  async function answers(use: (uploads: ReturnType<typeof createUploads>) => Promise<unknown>) {
    const allowed: boolean[] = [];
    const client = createDocumentClient({ region: 'local', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
    client.middlewareStack.add(
      () => async (args) => {
        const { request }: { request?: unknown } = args;
        const { headers, body } = readRequest(request);
        const operation = headers['x-amz-target']?.split('.')[1] ?? '';
        const permissions = permissionsOf(operation, body);
        allowed.push(
          permissions.every(({ action, resource, context = {} }) =>
            decideAccess({ principal: role, action, resource, context }, { identity }),
          ),
        );
        return { response: {}, output: { $metadata: {} } };
      },
      { step: 'build', priority: 'low' },
    );
    await use(createUploads({ client, table: 'Control' }, { nowMs: () => 0 }));
    return allowed;
  }

  test('may look at it and at those that came after it, and write down what a person says', async () => {
    const decision = { decision: 'take', by: 'sato', at: upload.at } as const;
    expect(await answers((uploads) => uploads.decide(upload, decision))).toEqual([true]);
    expect(await answers((uploads) => uploads.get(upload))).toEqual([true]);
    expect(await answers((uploads) => uploads.ofType('customer'))).toEqual([true]);
  });

  test('may not write how far it has come', async () => {
    expect(await answers((uploads) => uploads.note({ ...upload, state: 'write' }, ['held']))).toEqual([false]);
    expect(await answers((uploads) => uploads.begin(upload))).toEqual([false]);
  });
});

function readRequest(request: unknown): { readonly headers: Record<string, string>; readonly body: string } {
  if (typeof request !== 'object' || request === null || !('headers' in request) || !('body' in request))
    throw new Error('No request');
  return { headers: Object.fromEntries(Object.entries(request.headers ?? {})), body: String(request.body) };
}
