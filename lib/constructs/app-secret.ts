import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { acknowledge } from './acknowledge.ts';
import { keptInProduction } from './removal.ts';

export interface AppSecretProps {
  readonly deployment: Deployment;
  readonly description: string;
  /** How the first value is made. CloudFormation never touches the value again. */
  readonly firstValue: SecretStringGenerator;
  /** Why there is no rotation schedule beside it. */
  readonly whyNoSchedule: string;
}

/** A secret that functions fetch by its ARN when they start. */
export class AppSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: AppSecretProps) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: `Fushime ${props.deployment.stage.name}: ${props.description}`,
      generateSecretString: props.firstValue,
      removalPolicy: keptInProduction(props.deployment),
    });
    acknowledge(this.secret, 'SMG4', props.whyNoSchedule);
  }

  /** The secret's ARN, as functions are told it. */
  get arn(): string {
    return this.secret.secretArn;
  }

  /** Makes a new version and puts it in the place of the current one; versions of before stay as they are. */
  grantRotate(grantee: IGrantable): void {
    const actions = ['GetSecretValue', 'DescribeSecret', 'PutSecretValue', 'UpdateSecretVersionStage'];
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `secretsmanager:${action}`),
      resourceArns: [this.arn],
    });
  }

  /** Fetches the current value. */
  grantFetch(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['secretsmanager:GetSecretValue'], resourceArns: [this.arn] });
  }
}
