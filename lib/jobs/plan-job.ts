import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface PlanJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'customers' | 'refusals' | 'sendLog' | 'secrets'>;
  readonly queues: Pick<WorkQueues, 'plan' | 'send' | 'notice'>;
}

/** Finds who is due and decides about each of them. */
export class PlanJob extends JobFunction<'plan'> {
  constructor(scope: Construct, id: string, props: PlanJobProps) {
    const { data, queues } = props;
    super(scope, id, {
      ...props,
      job: 'plan',
      description: 'finds who is due and decides',
      // A long run goes on through its own queue, which Lambda would otherwise stop after 16 rounds.
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: {
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        REFUSALS_TABLE: data.refusals.tableName,
        SEND_LOG_TABLE: data.sendLog.tableName,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        PLAN_QUEUE_URL: queues.plan.url,
        SEND_QUEUE_URL: queues.send.url,
        NOTICE_QUEUE_URL: queues.notice.url,
      },
    });
    data.campaigns.grantPlan(this);
    data.customers.grantFind(this);
    data.refusals.grantRead(this);
    data.sendLog.grantPlan(this);
    data.secrets.addressKey.grantFetch(this);
    queues.plan.grantSend(this);
    queues.send.grantSend(this);
    queues.notice.grantSend(this);
    queues.plan.feed(this);
  }
}
