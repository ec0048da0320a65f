import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { buildSync } from 'esbuild';

/** A template's resources by logical id. */
export type TinyResources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

/** Synthesizes two small stacks wired like the real ones; answers the cloud assembly's directory. */
export function synthesizeTinyApp(): string {
  const out = mkdtempSync(join(tmpdir(), 'tiny-app-'));
  const app = new App({ outdir: out, analyticsReporting: false });
  const data = new Stack(app, 'TinyData');
  const work = new Stack(app, 'TinyWork');

  const key = new Key(data, 'Key');
  const table = new Table(data, 'Notes', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
  });
  table.addGlobalSecondaryIndex({ indexName: 'byDay', partitionKey: { name: 'day', type: AttributeType.STRING } });
  const bucket = new Bucket(data, 'Files', { enforceSSL: true, removalPolicy: RemovalPolicy.DESTROY });
  const { defaultChild } = bucket.node;
  if (defaultChild instanceof CfnBucket) {
    defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  const group = new ScheduleGroup(work, 'Group', { scheduleGroupName: 'tiny' });
  const deadLetters = new Queue(work, 'DeadLetters', { enforceSSL: true });
  const queue = new Queue(work, 'Jobs', {
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(60),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
  });
  new Rule(work, 'Uploaded', {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created', 'Object Deleted'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: 'in/' }] } },
    },
    targets: [new SqsQueue(queue)],
  });
  const scheduleRole = new Role(work, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': group.scheduleGroupArn } },
    }),
  });
  queue.grantSendMessages(scheduleRole);

  const worker = tinyFunction(work, 'Worker', {
    TABLE: table.tableName,
    BUCKET: bucket.bucketName,
    QUEUE_URL: queue.queueUrl,
    QUEUE_ARN: queue.queueArn,
    GROUP: group.scheduleGroupName,
    SCHEDULE_ROLE_ARN: scheduleRole.roleArn,
  });
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true }));
  const allow = (actions: string[], resourceArn: string, conditions = {}) =>
    Grant.addToPrincipal({ grantee: worker, actions, resourceArns: [resourceArn], conditions });
  allow(['dynamodb:BatchWriteItem', 'dynamodb:PutItem'], table.tableArn);
  allow(['dynamodb:Query'], `${table.tableArn}/index/byDay`);
  allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], key.keyArn, {
    StringEquals: { 'kms:ViaService': `dynamodb.${work.region}.amazonaws.com` },
  });
  allow(['s3:GetObject'], bucket.arnForObjects('in/*'));
  allow(['s3:PutObject'], bucket.arnForObjects('in/*'));
  allow(['s3:ListBucket'], bucket.bucketArn);
  allow(['sqs:SendMessage'], queue.queueArn);
  allow(['scheduler:CreateSchedule'], `arn:aws:scheduler:${work.region}:${work.account}:schedule/tiny/*`);
  allow(['iam:PassRole'], scheduleRole.roleArn, {
    StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
  });

  const pages = new HttpApi(work, 'Api');
  const page = tinyFunction(work, 'Page', { OWN_URL: pages.apiEndpoint });
  pages.addRoutes({
    path: '/hello/{name}',
    methods: [HttpMethod.GET, HttpMethod.POST],
    integration: new HttpLambdaIntegration('Hello', page),
  });

  const tick = tinyFunction(work, 'Tick', { TABLE: table.tableName });
  table.grant(tick, 'dynamodb:PutItem');
  key.grantEncryptDecrypt(tick);
  new Schedule(work, 'EveryFiveMinutes', {
    scheduleGroup: group,
    schedule: ScheduleExpression.rate(Duration.minutes(5)),
    target: new LambdaInvoke(tick, {}),
  });
  new CfnOutput(work, 'Url', { value: pages.apiEndpoint });
  app.synth();
  return out;
}

function tinyFunction(scope: Stack, id: string, environment: Record<string, string>): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(bundled(id.toLowerCase())),
    timeout: Duration.seconds(2),
    environment,
  });
}

const bundles = new Map<string, string>();

function bundled(name: string): string {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const dir = mkdtempSync(join(tmpdir(), `tiny-${name}-`));
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
  buildSync({
    entryPoints: [join(import.meta.dirname, 'tiny-handlers', `${name}.ts`)],
    outfile: join(dir, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  bundles.set(name, dir);
  return dir;
}

/** A copy of a cloud assembly whose second stack is another. */
export function editedTinyApp(outdir: string, edit: (resources: TinyResources) => void): string {
  const copy = mkdtempSync(join(tmpdir(), 'tiny-app-'));
  cpSync(outdir, copy, { recursive: true });
  const file = join(copy, 'TinyWork.template.json');
  const template: { Resources: TinyResources } = JSON.parse(readFileSync(file, 'utf8'));
  edit(template.Resources);
  writeFileSync(file, JSON.stringify(template));
  return copy;
}
