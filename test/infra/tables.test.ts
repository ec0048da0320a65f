import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { prod } from '../../lib/config/prod.ts';
import { tableShapes } from '../support/tables.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { data } = synthDeployment();

describe('every table', () => {
  test('there are five, and each is billed by request, recoverable and under the stage key', () => {
    const tables = ofType(data.resources, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(5);
    data.template.allResourcesProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DataKey'), 'Arn'] },
      },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  });

  test.each(Object.entries(tableShapes))(
    '%s has the indexes and the expiry that its store counts on',
    (name, shape) => {
      const [table, ...others] = ofType(data.resources, 'AWS::DynamoDB::Table').filter(([id]) => id.startsWith(name));
      expect(others).toEqual([]);
      const properties = table?.[1].Properties ?? {};
      const indexes = shape.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: 'HASH' },
          { AttributeName: index.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      }));
      expect(properties.GlobalSecondaryIndexes ?? []).toEqual(indexes);
      const expiry =
        'timeToLiveAttribute' in shape ? { AttributeName: shape.timeToLiveAttribute, Enabled: true } : undefined;
      expect(properties.TimeToLiveSpecification).toEqual(expiry);
    },
  );

  test('the stage key is rotated', () => {
    data.template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });
});

describe('what is worth keeping', () => {
  const kept = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'];

  test.each(kept)('in production, %s stays when the stack goes', (type) => {
    const resources = ofType(synthDeployment(prod).data.resources, type);
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(resources.map(() => 'Retain'));
  });

  test.each(kept)('elsewhere, %s goes with the stack', (type) => {
    const resources = ofType(data.resources, type);
    expect(resources.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(resources.map(() => 'Delete'));
  });

  test('in production, tables and the data stack are protected from deletion', () => {
    const production = synthDeployment(prod);
    production.data.template.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
    expect(production.assembly.getStackByName('Fushime-prod-Data').terminationProtection).toBe(true);
  });
});
