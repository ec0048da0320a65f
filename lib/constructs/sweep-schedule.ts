import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, ScheduleExpression, type ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { JobFunction } from './job-function.ts';
import { schedulerRole } from './scheduler-role.ts';

export interface SweepScheduleProps {
  readonly group: ScheduleGroup;
  readonly sweep: JobFunction<'sweep'>;
}

/** Starts sweep every five minutes. A sweep that fails is not tried again: the next one does its work. */
export class SweepSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { group, sweep }: SweepScheduleProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    acknowledge(this.deadLetters, 'SQS3', 'It is itself the dead-letter queue of the sweep schedule and function.');
    const role = schedulerRole(this, 'Role', group, 'lets the sweep schedule call the sweep function');
    Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [sweep.function.functionArn],
    });
    Grant.addToPrincipal({ grantee: role, actions: ['sqs:SendMessage'], resourceArns: [this.deadLetters.queueArn] });
    new Schedule(this, 'Every5Minutes', {
      description: 'Offers waiting sends again, expires what is late, calls by name what is uncertain',
      scheduleGroup: group,
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      target: new LambdaInvoke(sweep.function, {
        // The target would add the right to call every version and alias.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 2,
        maxEventAge: Duration.minutes(5),
      }),
    });
    sweep.function.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge: Duration.minutes(5),
      onFailure: new SqsDestination(this.deadLetters),
    });
  }
}
