import { Duration, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { keptInProduction } from './removal.ts';

/** The customer-managed key of tables and files, rotated yearly by KMS. */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Fushime ${deployment.stage.name}: tables and files`,
      enableKeyRotation: true,
      removalPolicy: keptInProduction(deployment),
      pendingWindow: Duration.days(30),
    });
  }

  /** Lets the grantee read items of tables under this key. DynamoDB calls KMS in the caller's name. */
  grantReadItems(grantee: IGrantable): void {
    this.#grantThrough('dynamodb', grantee, ['kms:Decrypt', 'kms:DescribeKey']);
  }

  /** Lets the grantee read and write items of tables under this key. */
  grantWriteItems(grantee: IGrantable): void {
    this.#grantThrough('dynamodb', grantee, [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]);
  }

  /** Lets the grantee read files of buckets under this key. S3 calls KMS in the caller's name. */
  grantReadFiles(grantee: IGrantable): void {
    this.#grantThrough('s3', grantee, ['kms:Decrypt']);
  }

  /** Lets the grantee write files, each in one piece, into buckets under this key. */
  grantWriteFiles(grantee: IGrantable): void {
    this.#grantThrough('s3', grantee, ['kms:GenerateDataKey']);
  }

  #grantThrough(service: 'dynamodb' | 's3', grantee: IGrantable, actions: string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${Stack.of(this).region}.amazonaws.com` } },
    });
  }
}
