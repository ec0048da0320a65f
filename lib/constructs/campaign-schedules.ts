import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, type Role } from 'aws-cdk-lib/aws-iam';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SweepEnv } from '../../lambda/functions/sweep/env.ts';
import { acknowledge } from './acknowledge.ts';
import { acknowledgeWildcard } from './acknowledge-wildcard.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { schedulerRole } from './scheduler-role.ts';
import type { WorkQueue } from './work-queue.ts';

export interface CampaignSchedulesProps {
  readonly group: ScheduleGroup;
  readonly planQueue: WorkQueue;
}

type ScheduleEnvironment = Pick<SweepEnv, 'SCHEDULE_GROUP' | 'SCHEDULE_ROLE_ARN' | 'SCHEDULE_DLQ_ARN'>;

/** What the functions need to keep EventBridge schedules that put messages on the plan queue. */
export class CampaignSchedules extends Construct {
  readonly group: ScheduleGroup;
  /** The role that schedules act as: it may put messages on the plan queue. */
  readonly role: Role;
  /** Where a schedule's message goes when the plan queue could not take it. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { group, planQueue }: CampaignSchedulesProps) {
    super(scope, id);
    this.group = group;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    acknowledge(this.deadLetters, 'SQS3', 'It is itself the dead-letter queue of the schedules that functions create.');
    this.role = schedulerRole(this, 'Role', group, 'lets campaign schedules start runs');
    planQueue.grantSend(this.role);
    // Scheduler writes to a schedule's dead-letter queue in the schedule's own role.
    Grant.addToPrincipal({
      grantee: this.role,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.deadLetters.queueArn],
    });
  }

  /** What functions that keep schedules are told. */
  get environment(): ScheduleEnvironment {
    return {
      SCHEDULE_GROUP: this.group.scheduleGroupName,
      SCHEDULE_ROLE_ARN: this.role.roleArn,
      SCHEDULE_DLQ_ARN: this.deadLetters.queueArn,
    };
  }

  /** Keeps the campaigns' daily schedules in line with what is live. */
  grantDaily(grantee: IGrantable & Construct): void {
    const actions = ['CreateSchedule', 'DeleteSchedule', 'GetSchedule', 'UpdateSchedule'];
    this.#grantSchedules(
      grantee,
      'daily-*',
      actions,
      'A daily schedule is named for its campaign, which marketers name.',
    );
    Grant.addToPrincipal({ grantee, actions: ['scheduler:ListSchedules'], resourceArns: ['*'] });
    acknowledgeWildcard(
      grantee,
      '*',
      'scheduler:ListSchedules cannot be limited to resources. It shows names and times, nothing personal.',
    );
  }

  /** Makes schedules that fire once and delete themselves. */
  grantOnce(grantee: IGrantable & Construct): void {
    this.#grantSchedules(grantee, 'once-*', ['CreateSchedule'], 'A schedule that fires once is named for its event.');
  }

  // The group also holds the sweep schedule: the prefix keeps functions from touching it.
  #grantSchedules(grantee: IGrantable & Construct, names: string, actions: readonly string[], reason: string): void {
    const resourceArn = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.group.scheduleGroupName}/${names}`,
    });
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `scheduler:${action}`),
      resourceArns: [resourceArn],
    });
    acknowledgeWildcard(grantee, resourceArn, reason);
    Grant.addToPrincipal({
      grantee,
      actions: ['iam:PassRole'],
      resourceArns: [this.role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
  }
}
