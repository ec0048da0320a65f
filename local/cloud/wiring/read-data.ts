import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { isObject, parseJson } from '../json.ts';
import { TemplateError } from '../template-error.ts';
import type { BucketPart, QueuePart, SecretPart, TablePart } from './cloud-parts.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const sseSchema = z.looseObject({ KMSMasterKeyId: z.string().optional() }).optional();
const indexSchema = z.looseObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
const tableSchema = z.looseObject({
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.undefined().optional(),
  SSESpecification: sseSchema,
  Replicas: z.array(z.looseObject({ SSESpecification: sseSchema })).optional(),
});

/** A table of either kind, with what an engine needs to know of it: keys and indexes. */
export function readTable({ logicalId, ref, attributes, properties }: CloudResource): TablePart {
  const table = tableSchema.parse(properties);
  const keyArn = table.SSESpecification?.KMSMasterKeyId ?? table.Replicas?.[0]?.SSESpecification?.KMSMasterKeyId;
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => {
    const { ProjectionType, NonKeyAttributes } = Projection;
    const projection = { ProjectionType, ...(NonKeyAttributes === undefined ? {} : { NonKeyAttributes }) };
    return { IndexName, KeySchema, Projection: projection };
  });
  return {
    logicalId,
    name: ref,
    arn: attributes.Arn ?? '',
    ...(keyArn === undefined ? {} : { keyArn }),
    definition: {
      TableName: ref,
      AttributeDefinitions: table.AttributeDefinitions,
      KeySchema: table.KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    },
    partitionKeys: {
      '': partitionKey(table.KeySchema),
      ...Object.fromEntries(indexes.map(({ IndexName, KeySchema }) => [IndexName, partitionKey(KeySchema)])),
    },
  };
}

const queueSchema = z.looseObject({
  DelaySeconds: z.number().optional(),
  FifoQueue: z.literal(false).optional(),
  KmsMasterKeyId: z.string().startsWith('arn:').optional(),
  MaximumMessageSize: z.number().optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
});

/** A standard queue. FIFO queues and keys given by alias are errors. */
export function readQueue({ stack, logicalId, ref, attributes, properties }: CloudResource): QueuePart {
  const queue = queueSchema.safeParse(properties);
  if (!queue.success) throw new TemplateError(`${stack}/${logicalId}`, z.prettifyError(queue.error));
  const { DelaySeconds, KmsMasterKeyId, MaximumMessageSize, RedrivePolicy } = queue.data;
  const redrive = RedrivePolicy && {
    queueArn: RedrivePolicy.deadLetterTargetArn,
    maxReceiveCount: RedrivePolicy.maxReceiveCount,
  };
  return {
    logicalId,
    name: attributes.QueueName ?? '',
    arn: attributes.Arn ?? '',
    url: ref,
    ...(KmsMasterKeyId === undefined ? {} : { keyArn: KmsMasterKeyId }),
    attributes: {
      ...(DelaySeconds === undefined ? {} : { DelaySeconds: String(DelaySeconds) }),
      ...(MaximumMessageSize === undefined ? {} : { MaximumMessageSize: String(MaximumMessageSize) }),
    },
    ...(redrive === undefined ? {} : { redrive }),
  };
}

const bucketSchema = z.looseObject({
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.array(
        z.looseObject({
          ServerSideEncryptionByDefault: z.looseObject({ KMSMasterKeyID: z.string().optional() }).optional(),
        }),
      ),
    })
    .optional(),
  NotificationConfiguration: z
    .strictObject({ EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.boolean() }) })
    .optional(),
});

/** A bucket. Notifications other than EventBridge's are errors. */
export function readBucket({ stack, logicalId, ref, attributes, properties }: CloudResource): BucketPart {
  const bucket = bucketSchema.safeParse(properties);
  if (!bucket.success) throw new TemplateError(`${stack}/${logicalId}`, z.prettifyError(bucket.error));
  const [encryption] = bucket.data.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const keyArn = encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
  return {
    logicalId,
    name: ref,
    arn: attributes.Arn ?? '',
    ...(keyArn === undefined ? {} : { keyArn }),
    raisesEvents: bucket.data.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled === true,
  };
}

const secretSchema = z.looseObject({
  KmsKeyId: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .looseObject({ GenerateStringKey: z.string().optional(), SecretStringTemplate: z.string().optional() })
    .optional(),
});

/** A secret. A generated value is always the same one for the same name, so that links and hashes outlive a restart. */
export function readSecret({ logicalId, ref, properties }: CloudResource): SecretPart {
  const { KmsKeyId, SecretString, GenerateSecretString: generated } = secretSchema.parse(properties);
  const name = (ref.split(':').at(-1) ?? '').replace(/-[0-9a-f]{6}$/, '');
  const password = createHash('sha256').update(`local secret ${name}`).digest('hex');
  const template = parseJson(generated?.SecretStringTemplate ?? '');
  const composed =
    generated?.GenerateStringKey === undefined || !isObject(template)
      ? password
      : JSON.stringify({ ...template, [generated.GenerateStringKey]: password });
  const value = SecretString ?? (generated ? composed : undefined);
  return {
    logicalId,
    arn: ref,
    name,
    ...(KmsKeyId === undefined ? {} : { keyArn: KmsKeyId }),
    ...(value === undefined ? {} : { value }),
  };
}

function partitionKey(schema: z.output<typeof keySchema>): string {
  return schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
}
