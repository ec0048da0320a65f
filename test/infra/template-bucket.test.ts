import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { data } = synthDeployment();
const lifecycleSchema = z.object({
  Rules: z.object({ Prefix: z.string().optional(), ExpirationInDays: z.number().optional() }).array(),
});

test('every bucket is private, encrypted, and closed to anything but TLS', () => {
  data.template.allResourcesProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  const deniesPlainHttp = Match.objectLike({
    Effect: 'Deny',
    Action: 's3:*',
    Principal: { AWS: '*' },
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  data.template.allResourcesProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([deniesPlainHttp]) },
  });
  data.template.resourceCountIs('AWS::S3::Bucket', 2);
  data.template.resourceCountIs('AWS::S3::BucketPolicy', 2);
});

test('the template bucket keeps old versions for a while, logs access and tells EventBridge of changes', () => {
  data.template.hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('AccessLogs') } },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LifecycleConfiguration: {
      Rules: Match.arrayWith([
        Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 }, Prefix: Match.absent() }),
        Match.objectLike({ Prefix: 'imports/', ExpirationInDays: 30 }),
        Match.objectLike({ Prefix: 'import-errors/', ExpirationInDays: 30 }),
      ]),
    },
  });
});

test('campaign files and partials never expire', () => {
  const rules = ofType(data.resources, 'AWS::S3::Bucket').flatMap(([, { Properties }]) =>
    Properties.VersioningConfiguration === undefined
      ? []
      : lifecycleSchema.parse(Properties.LifecycleConfiguration).Rules,
  );
  const expiring = rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
  expect(expiring.map(({ Prefix }) => Prefix)).toEqual(['imports/', 'import-errors/']);
});

test('no function is added to a stack for CDK to do its own chores', () => {
  data.template.resourceCountIs('AWS::Lambda::Function', 0);
});
