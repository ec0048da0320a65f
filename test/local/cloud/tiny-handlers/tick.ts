import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamo = new DynamoDBClient({});

/** Writes the minute of its call into the table. */
export async function handler() {
  const minute = new Date().toISOString().slice(0, 16);
  await dynamo.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: `tick ${minute}` } } }));
}
