import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { readPolicy, type Statement } from '../iam/statement.ts';
import type { FunctionPart } from './cloud-parts.ts';
import { ofType, parsed, placeOf } from './read-functions.ts';

const keySchema = z.looseObject({ KeyPolicy: z.unknown() });
const bucketPolicySchema = z.looseObject({ Bucket: z.string(), PolicyDocument: z.unknown() });
const queuePolicySchema = z.looseObject({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });
const busPolicySchema = z.looseObject({ EventBusName: z.string(), Statement: z.unknown() });
const permissionSchema = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});

/** The policies of queues, buckets, buses, keys and functions, by ARN. */
export function readResourcePolicies(
  resources: readonly CloudResource[],
  functions: readonly FunctionPart[],
): ReadonlyMap<string, readonly Statement[]> {
  const policies = new Map<string, readonly Statement[]>();
  const add = (arn: string, statements: readonly Statement[]) =>
    policies.set(arn, [...(policies.get(arn) ?? []), ...statements]);
  const queueArns = new Map(ofType(resources, 'AWS::SQS::Queue').map(({ ref, attributes }) => [ref, attributes.Arn]));
  for (const key of ofType(resources, 'AWS::KMS::Key')) {
    const arn = key.attributes.Arn ?? '';
    add(arn, readPolicy(parsed(keySchema, key).KeyPolicy, placeOf(key)));
  }
  for (const resource of ofType(resources, 'AWS::S3::BucketPolicy')) {
    const { Bucket, PolicyDocument } = parsed(bucketPolicySchema, resource);
    add(`arn:aws:s3:::${Bucket}`, readPolicy(PolicyDocument, placeOf(resource)));
  }
  for (const resource of ofType(resources, 'AWS::SQS::QueuePolicy')) {
    const { Queues, PolicyDocument } = parsed(queuePolicySchema, resource);
    for (const url of Queues) add(queueArns.get(url) ?? url, readPolicy(PolicyDocument, placeOf(resource)));
  }
  const busArns = new Map(
    ofType(resources, 'AWS::Events::EventBus').map(({ ref, attributes }) => [ref, attributes.Arn]),
  );
  for (const resource of ofType(resources, 'AWS::Events::EventBusPolicy')) {
    const { EventBusName, Statement } = parsed(busPolicySchema, resource);
    add(busArns.get(EventBusName) ?? EventBusName, readPolicy({ Statement }, placeOf(resource)));
  }
  for (const resource of ofType(resources, 'AWS::Lambda::Permission')) {
    const permission = parsed(permissionSchema, resource);
    const { FunctionName, Principal, SourceAccount, SourceArn } = permission;
    const arn = functions.find((one) => one.name === FunctionName || one.arn === FunctionName)?.arn ?? FunctionName;
    const condition = {
      ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    };
    const statement = {
      Effect: 'Allow',
      Action: permission.Action,
      Resource: arn,
      Principal: { Service: Principal },
      Condition: condition,
    };
    add(arn, readPolicy({ Statement: statement }, placeOf(resource)));
  }
  return policies;
}
