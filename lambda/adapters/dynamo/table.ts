import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  type NativeAttributeValue,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { isExpired } from '../../domain/records/retention.ts';
import type { Clock } from '../../ports.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { isConditionFailure, toStoreError } from './store-error.ts';

/** An item's primary key; every table has the same two attributes. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as it comes from a table. */
export type Item = Record<string, NativeAttributeValue>;

/** A condition on an item, or a key condition, in DynamoDB's expression language. */
export interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, NativeAttributeValue>;
}

/** A change of an item; `names` and `values` serve both expressions. */
export interface Change {
  readonly update: string;
  readonly condition?: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, NativeAttributeValue>;
}

/** A question to a table, or to one of its indexes. */
export interface Question {
  readonly index?: string;
  readonly where: Condition;
  readonly limit?: number;
  /** From the largest sort key down. */
  readonly newestFirst?: boolean;
  readonly startAfter?: Record<string, NativeAttributeValue>;
}

/** One page of a query's items; `last` is where to go on. */
export interface Found {
  readonly items: readonly Item[];
  readonly last?: Record<string, NativeAttributeValue>;
}

/** A client and the name of the table it is to use. */
export interface TableRef {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** Tells what has expired. @default the machine's */
  readonly clock?: Clock;
  /** Reads answer expired items, too: for who tells them apart, or is to take them away. @default false */
  readonly withExpired?: boolean;
}

/** The attribute that every table's time to live goes by, in epoch seconds. */
const EXPIRES_AT = 'expiresAt';

/**
 * Drops what has expired: DynamoDB deletes it up to days later. Every read of a table goes through here, so that no store
 * has to remember it. Index pages hold keys only: what they name is read by its key.
 */
export function unexpired({ clock = systemClock, withExpired = false }: TableRef, items: readonly Item[]) {
  if (withExpired) return items;
  const nowMs = clock.nowMs();
  return items.filter((item) => !isExpired(item[EXPIRES_AT], nowMs));
}

/** Holds where there is no item, or only one that has expired. */
export function ifAbsent({ clock = systemClock }: TableRef): Condition {
  return {
    expression: 'attribute_not_exists(pk) OR #expiresAt <= :now',
    names: { '#expiresAt': EXPIRES_AT },
    values: { ':now': Math.floor(clock.nowMs() / 1_000) },
  };
}

/** Reads one item, strongly consistent. */
export async function getItem(ref: TableRef, key: Key): Promise<Item | undefined> {
  const { client, table } = ref;
  try {
    const { Item: item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return item && unexpired(ref, [item])[0];
  } catch (cause) {
    throw toStoreError('GetItem', table, cause);
  }
}

/** Writes one item; false when the condition did not hold. */
export async function putItem({ client, table }: TableRef, item: Item, condition?: Condition): Promise<boolean> {
  const command = new PutCommand({ TableName: table, Item: item, ...toInput(condition) });
  return held('PutItem', table, () => client.send(command));
}

/** Changes one item; false when the condition did not hold. */
export async function updateItem({ client, table }: TableRef, key: Key, change: Change): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: table,
    Key: key,
    UpdateExpression: change.update,
    ConditionExpression: change.condition,
    ExpressionAttributeNames: change.names,
    ExpressionAttributeValues: change.values,
  });
  return held('UpdateItem', table, () => client.send(command));
}

/** Changes one item, and answers what a number attribute that was changed is now; undefined when the condition did not hold. */
export async function updateNumber(
  { client, table }: TableRef,
  key: Key,
  attribute: string,
  { update, condition, names, values }: Change,
): Promise<number | undefined> {
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes?.[attribute]);
  } catch (cause) {
    if (isConditionFailure(cause)) return undefined;
    throw toStoreError('UpdateItem', table, cause);
  }
}

/** Deletes one item; false when the condition did not hold. */
export async function deleteItem({ client, table }: TableRef, key: Key, condition?: Condition): Promise<boolean> {
  const command = new DeleteCommand({ TableName: table, Key: key, ...toInput(condition) });
  return held('DeleteItem', table, () => client.send(command));
}

/** Asks for one page: strongly consistent from the table, eventually consistent from an index. */
export async function queryPage(ref: TableRef, question: Question): Promise<Found> {
  const { client, table } = ref;
  const { index, where, limit, newestFirst = false, startAfter } = question;
  try {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        ConsistentRead: index === undefined,
        KeyConditionExpression: where.expression,
        ExpressionAttributeNames: where.names,
        ExpressionAttributeValues: where.values,
        Limit: limit,
        ScanIndexForward: !newestFirst,
        ExclusiveStartKey: startAfter,
      }),
    );
    const items = unexpired(ref, Items ?? []);
    return LastEvaluatedKey === undefined ? { items } : { items, last: LastEvaluatedKey };
  } catch (cause) {
    throw toStoreError('Query', table, cause);
  }
}

/** Asks for everything, page after page. */
export async function queryAll(ref: TableRef, where: Condition): Promise<readonly Item[]> {
  const items: Item[] = [];
  let found: Found | undefined;
  do {
    found = await queryPage(ref, { where, ...(found?.last && { startAfter: found.last }) });
    items.push(...found.items);
  } while (found.last !== undefined);
  return items;
}

function toInput(condition: Condition | undefined) {
  return {
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: condition?.names,
    ExpressionAttributeValues: condition?.values,
  };
}

async function held(operation: string, table: string, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (cause) {
    if (isConditionFailure(cause)) return false;
    throw toStoreError(operation, table, cause);
  }
}
