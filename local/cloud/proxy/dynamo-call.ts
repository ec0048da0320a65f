import type { Permission } from '../iam/authority.ts';
import type { AccessContext } from '../iam/conditions.ts';
import { at, isObject, type JsonObject, parseJson, text } from '../json.ts';
import type { TablePart } from '../wiring/cloud-parts.ts';
import type { ProxyRequest } from './http-message.ts';
import { type ServiceCall, UnknownCallError } from './service-call.ts';

const singleTable: ReadonlySet<string> = new Set([
  ...['CreateTable', 'DescribeTable'],
  ...['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'],
]);
const indexable: ReadonlySet<string> = new Set(['Query', 'Scan']);
const transactActions: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

/** Names what a DynamoDB request does to which tables and indexes. Throws UnknownCallError for other operations. */
export function dynamoCall(request: ProxyRequest, tables: ReadonlyMap<string, TablePart>): ServiceCall {
  const name = /^DynamoDB_\d+\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '')?.[1] ?? '';
  const body = parseJson(request.body.toString('utf8'));
  const permission = (action: string, input: unknown, keys?: readonly unknown[]): Permission => {
    const tableName = text(at(input, 'TableName')) ?? '';
    const table = tables.get(tableName);
    const arn = table?.arn ?? unlistedTableArn(tableName, tables);
    const index = text(at(input, 'IndexName'));
    const resource = index === undefined ? arn : `${arn}/index/${index}`;
    const leading = leadingKeys(
      keys ?? [at(input, 'Key') ?? at(input, 'Item')],
      input,
      table?.partitionKeys[index ?? ''],
    );
    return { action: `dynamodb:${action}`, resource, context: { ...leading, ...namedAttributes(input, keys) } };
  };
  const operation = `dynamodb:${name}`;
  if (singleTable.has(name) || indexable.has(name)) return { operation, permissions: [permission(name, body)] };
  if (name === 'BatchGetItem' || name === 'BatchWriteItem') {
    const requests = at(body, 'RequestItems');
    const permissions = Object.entries(isObject(requests) ? requests : {}).map(([TableName, given]) =>
      permission(name, { TableName }, batchKeys(given)),
    );
    return { operation, permissions };
  }
  if (name === 'TransactGetItems' || name === 'TransactWriteItems') {
    const items = at(body, 'TransactItems');
    const permissions = (Array.isArray(items) ? items : []).flatMap((item: unknown) =>
      Object.entries(isObject(item) ? item : {}).map(([kind, input]) => {
        const action = transactActions[kind];
        if (action === undefined) throw new UnknownCallError(`${operation} with ${kind} is unknown here.`);
        return permission(action, input);
      }),
    );
    return { operation, permissions };
  }
  throw new UnknownCallError(`${operation} is unknown here.`);
}

/** A table that somebody made beside those of the stacks, as a restore does. No function's role says anything of it. */
function unlistedTableArn(name: string, tables: ReadonlyMap<string, TablePart>): string {
  const [listed] = tables.values();
  if (listed === undefined || name === '') throw new UnknownCallError(`There is no table ${name} in the templates.`);
  return listed.arn.replace(/[^/]+$/, name);
}

function batchKeys(given: unknown): readonly unknown[] {
  if (isObject(given)) return Array.isArray(given.Keys) ? given.Keys : [];
  if (!Array.isArray(given)) return [];
  return given.map((one: unknown) => at(one, 'PutRequest', 'Item') ?? at(one, 'DeleteRequest', 'Key'));
}

function leadingKeys(keys: readonly unknown[], input: unknown, partitionKey: string | undefined): AccessContext {
  if (partitionKey === undefined) return {};
  const given = keys.flatMap((key) => (isObject(key) ? attributeValue(key[partitionKey]) : []));
  const values = given.length > 0 ? given : queriedKey(input, partitionKey);
  return values.length === 0 ? {} : { 'dynamodb:leadingkeys': values };
}

// `#pk = :pk AND …`, as the document clients write it.
function queriedKey(input: unknown, partitionKey: string): readonly string[] {
  const expression = text(at(input, 'KeyConditionExpression')) ?? '';
  const names = at(input, 'ExpressionAttributeNames');
  const values = at(input, 'ExpressionAttributeValues');
  for (const [, name = '', value = ''] of expression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)) {
    if (name === partitionKey || at(names, name) === partitionKey) return attributeValue(at(values, value));
  }
  return [];
}

/**
 * The top-level attributes that a request names, wherever it does: in its keys and items, in its expressions, and in the
 * parameters that came before expressions. As `dynamodb:Attributes` has them.
 */
function namedAttributes(input: unknown, keys: readonly unknown[] | undefined): AccessContext {
  const items = [
    ...(keys ?? [at(input, 'Key'), at(input, 'Item')]),
    at(input, 'AttributeUpdates'),
    at(input, 'Expected'),
  ];
  const listed = at(input, 'AttributesToGet');
  const names = [
    ...items.flatMap((item) => (isObject(item) ? Object.keys(item) : [])),
    ...(Array.isArray(listed) ? listed.map(String) : []),
    ...expressions.flatMap((name) => attributesIn(text(at(input, name)) ?? '', at(input, 'ExpressionAttributeNames'))),
  ];
  return names.length === 0 ? {} : { 'dynamodb:attributes': [...new Set(names)] };
}

const expressions: readonly string[] = [
  ...['ConditionExpression', 'FilterExpression', 'KeyConditionExpression'],
  ...['ProjectionExpression', 'UpdateExpression'],
];
// Of DynamoDB's expression language; no attribute can be called so without a `#`, as all of them are reserved words.
const words = new Set(['SET', 'REMOVE', 'ADD', 'DELETE', 'AND', 'OR', 'NOT', 'IN', 'BETWEEN']);

// `#a.b[0] = :c` names `#a`; what is followed by a bracket is a function.
function attributesIn(expression: string, names: unknown): readonly string[] {
  const found = expression.matchAll(/(?<![\w.:#])(?:#\w+|[A-Za-z_]\w*)(?!\w*\s*\()/g);
  return [...found].flatMap(([name]) => {
    if (name.startsWith('#')) return text(at(names, name)) ?? name;
    return words.has(name.toUpperCase()) ? [] : [name];
  });
}

function attributeValue(value: unknown): readonly string[] {
  const typed: JsonObject = isObject(value) ? value : {};
  const [first] = Object.values(typed);
  return typeof first === 'string' ? [first] : [];
}
