import { Duration, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { keptInProduction } from './removal.ts';

/** The customer-managed key of the tables, rotated yearly by KMS. */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Fushime ${deployment.stage.name}: tables`,
      enableKeyRotation: true,
      removalPolicy: keptInProduction(deployment),
      pendingWindow: Duration.days(30),
    });
  }

  /** Lets the grantee read items of tables under this key. DynamoDB calls KMS in the caller's name. */
  grantReadItems(grantee: IGrantable): void {
    this.grantThroughDynamo(grantee, ['kms:Decrypt', 'kms:DescribeKey']);
  }

  /** Lets the grantee read and write items of tables under this key. */
  grantWriteItems(grantee: IGrantable): void {
    this.grantThroughDynamo(grantee, [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]);
  }

  private grantThroughDynamo(grantee: IGrantable, actions: string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    });
  }
}
