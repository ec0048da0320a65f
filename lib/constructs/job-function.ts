import { Duration, Size } from 'aws-cdk-lib';
import { Grant, type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  type RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { type Job, type JobEnvironments, jobSizes } from '../jobs/job.ts';
import { keptInProduction } from './removal.ts';

/** What every job needs to become a function. */
export interface JobSettings {
  readonly deployment: Deployment;
  /** A job's code. */
  readonly codeOf: (job: Job) => Code;
}

export interface JobFunctionProps<J extends Job> extends JobSettings {
  readonly job: J;
  readonly description: string;
  readonly environment: JobEnvironments[J];
  /** Variables that Node and the C library read. @default none */
  readonly processEnvironment?: Readonly<Record<string, string>>;
  /** Whether the function may call itself through a queue for more than 16 rounds. @default Lambda stops it */
  readonly recursiveLoop?: RecursiveLoop;
}

/** One job as a Lambda function with its own log group and a role that may write there and nothing else until granted. */
export class JobFunction<J extends Job = Job> extends Construct implements IGrantable {
  readonly job: J;
  readonly function: LambdaFunction;
  readonly logGroup: ILogGroup;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: JobFunctionProps<J>) {
    super(scope, id);
    const { job, deployment } = props;
    const { timeoutSeconds, memoryMiB, diskMiB } = jobSizes[job];
    const logGroup = new LogGroup(this, 'LogGroup', {
      retention: deployment.logRetentionDays,
      removalPolicy: keptInProduction(deployment),
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Fushime ${deployment.stage.name}: what ${job} may do`,
    });
    Grant.addToPrincipal({
      grantee: role,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resourceArns: [logGroup.logGroupArn],
    });
    this.job = job;
    this.logGroup = logGroup;
    this.grantPrincipal = role;
    this.function = new LambdaFunction(this, 'Function', {
      description: `Fushime ${deployment.stage.name} ${job}: ${props.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.codeOf(job),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lambda's own start and report lines would cost more than ours.
      systemLogLevelV2: SystemLogLevel.WARN,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMiB,
      ...(diskMiB === undefined ? {} : { ephemeralStorageSize: Size.mebibytes(diskMiB) }),
      environment: {
        ...props.environment,
        ...props.processEnvironment,
      },
      ...(props.recursiveLoop === undefined ? {} : { recursiveLoop: props.recursiveLoop }),
    });
  }
}
