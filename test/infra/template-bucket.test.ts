import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { data } = synthDeployment();
const lifecycleSchema = z.object({
  Rules: z.object({ Prefix: z.string().optional(), ExpirationInDays: z.number().optional() }).array(),
});

test('every bucket is private and closed to anything but TLS', () => {
  data.template.allResourcesProperties('AWS::S3::Bucket', {
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

test('uploads lie under the key of the tables, access logs under the only one that S3 writes them with', () => {
  const encryptionOf = (bucket: RegExp) =>
    ofType(data.resources, 'AWS::S3::Bucket')
      .filter(([id]) => bucket.test(id))
      .map(([, { Properties }]) => Properties.BucketEncryption);
  const keyArn = { 'Fn::GetAtt': [expect.stringMatching(/^DataKey/), 'Arn'] };
  const kms = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } };
  const s3 = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
  expect(encryptionOf(/^TemplatesBucket/)).toEqual([
    { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ...kms }] },
  ]);
  expect(encryptionOf(/^TemplatesAccessLogs/)).toEqual([{ ServerSideEncryptionConfiguration: [s3] }]);
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
