import {
  BatchWriteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

interface Message {
  readonly messageId: string;
  readonly body: string;
}

const env = process.env;
const dynamo = new DynamoDBClient({});
const s3 = new S3Client({});
const scheduler = new SchedulerClient({});
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

const jobs: Readonly<Record<string, (job: Record<string, string>) => Promise<unknown>>> = {
  put: ({ pk = '' }) =>
    dynamo.send(
      new PutItemCommand({
        TableName: env.TABLE,
        Item: { pk: { S: pk }, day: { S: new Date().toISOString().slice(0, 10) } },
      }),
    ),
  batch: ({ pk = '' }) =>
    dynamo.send(
      new BatchWriteItemCommand({ RequestItems: { [env.TABLE ?? '']: [{ PutRequest: { Item: { pk: { S: pk } } } }] } }),
    ),
  query: ({ day = '' }) =>
    dynamo.send(
      new QueryCommand({
        TableName: env.TABLE,
        IndexName: 'byDay',
        KeyConditionExpression: '#day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': { S: day } },
      }),
    ),
  scan: () => dynamo.send(new ScanCommand({ TableName: env.TABLE })),
  get: async ({ key = '' }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: env.BUCKET, Key: key }));
    return Body?.transformToString();
  },
  write: ({ key = '', body = '' }) => s3.send(new PutObjectCommand({ Bucket: env.BUCKET, Key: key, Body: body })),
  send: ({ body = '', delaySeconds = '0' }) =>
    sqs.send(
      new SendMessageCommand({ QueueUrl: env.QUEUE_URL, MessageBody: body, DelaySeconds: Number(delaySeconds) }),
    ),
  schedule: ({ name = '', expression = '', input = '' }) =>
    scheduler.send(
      new CreateScheduleCommand({
        Name: name,
        GroupName: env.GROUP,
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: env.QUEUE_ARN, RoleArn: env.SCHEDULE_ROLE_ARN, Input: input },
      }),
    ),
  environment: async () => ({ ...env }),
  hang: () => new Promise(() => {}),
  exit: async () => process.exit(1),
};

/** Does the job that each message names; `{"fail":true}` fails. Called directly, does one job and answers what came of it. */
export async function handler(event: { Records?: readonly Message[] } & Record<string, string>) {
  if (!event.Records) {
    try {
      return { result: await jobs[event.do ?? '']?.(event) };
    } catch (error) {
      return { error: error instanceof Error ? error.name : '', message: error instanceof Error ? error.message : '' };
    }
  }
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    console.log(body);
    const job = JSON.parse(body);
    if (job.fail) batchItemFailures.push({ itemIdentifier: messageId });
    else if (job['detail-type']) await jobs.put?.({ pk: `${job['detail-type']} ${job.detail.object.key}` });
    else await jobs[job.do]?.(job);
  }
  return { batchItemFailures };
}
