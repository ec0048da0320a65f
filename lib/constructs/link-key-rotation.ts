import { Stack } from 'aws-cdk-lib';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { AppSecret } from './app-secret.ts';
import type { JobFunction } from './job-function.ts';

export interface LinkKeyRotationProps {
  readonly linkKey: AppSecret;
  readonly rotate: JobFunction<'rotate'>;
}

/** Has Secrets Manager call `rotate` every 90 days. */
export class LinkKeyRotation extends Construct {
  constructor(scope: Construct, id: string, { linkKey, rotate }: LinkKeyRotationProps) {
    super(scope, id);
    // Not the library's RotationSchedule: it would let any secret call the function, and the function make passwords.
    const permission = new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: rotate.function.functionArn,
      principal: 'secretsmanager.amazonaws.com',
      sourceArn: linkKey.arn,
      sourceAccount: Stack.of(this).account,
    });
    const schedule = new CfnRotationSchedule(this, 'Schedule', {
      secretId: linkKey.arn,
      rotationLambdaArn: rotate.function.functionArn,
      rotationRules: { automaticallyAfterDays: 90 },
      rotateImmediatelyOnUpdate: false,
    });
    schedule.addResourceDependency(permission);
  }
}
