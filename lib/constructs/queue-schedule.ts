import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import {
  type CronOptionsWithTimezone,
  Schedule,
  ScheduleExpression,
  type ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { schedulerRole } from './scheduler-role.ts';
import type { WorkQueue } from './work-queue.ts';

/** What Scheduler replaces by the planned instant, ISO UTC. */
export const scheduledTime = '<aws.scheduler.scheduled-time>';

export interface QueueScheduleProps {
  readonly description: string;
  readonly group: ScheduleGroup;
  readonly when: CronOptionsWithTimezone;
  readonly queue: WorkQueue;
  readonly message: Readonly<Record<string, string>>;
  /** How late the message may still come. */
  readonly maxAgeHours: number;
}

/** Puts a message on a queue at fixed local times. */
export class QueueSchedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueScheduleProps) {
    super(scope, id);
    const { description, group, when, queue, message, maxAgeHours } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    acknowledge(this.deadLetters, 'SQS3', 'It is itself the dead-letter queue of the schedule.');
    const role = schedulerRole(this, 'Role', group, `lets a schedule put messages on the ${queue.node.id} queue`);
    queue.grantSend(role);
    Grant.addToPrincipal({ grantee: role, actions: ['sqs:SendMessage'], resourceArns: [this.deadLetters.queueArn] });
    new Schedule(this, 'Schedule', {
      description,
      scheduleGroup: group,
      schedule: ScheduleExpression.cron(when),
      target: new SqsSendMessage(queue.queue, {
        // The target would add the same rights again.
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(message),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 8,
        maxEventAge: Duration.hours(maxAgeHours),
      }),
    });
  }
}
