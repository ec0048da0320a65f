import type { Construct } from 'constructs';
import type { CampaignSchedules } from '../constructs/campaign-schedules.ts';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface IntakeJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'control' | 'customers' | 'refusals' | 'secrets'>;
  readonly schedules: CampaignSchedules;
  readonly queues: Pick<WorkQueues, 'events' | 'plan' | 'notice'>;
}

/** Takes in what other systems say of records and customers. It asks after refusals and cannot touch them. */
export class IntakeJob extends JobFunction<'intake'> {
  constructor(scope: Construct, id: string, props: IntakeJobProps) {
    const { data, schedules, queues } = props;
    super(scope, id, {
      ...props,
      job: 'intake',
      description: "takes in other systems' events",
      environment: {
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        REFUSALS_TABLE: data.refusals.tableName,
        CONTROL_TABLE: data.control.tableName,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        ...schedules.environment,
        PLAN_QUEUE_ARN: queues.plan.arn,
        PLAN_QUEUE_URL: queues.plan.url,
        NOTICE_QUEUE_URL: queues.notice.url,
        REFUSED_EVENTS_URL: queues.events.deadLetters.queueUrl,
      },
    });
    data.campaigns.grantRead(this);
    data.customers.grantImport(this);
    data.refusals.grantRead(this);
    data.control.grantOrderEvents(this);
    data.secrets.addressKey.grantFetch(this);
    schedules.grantOnce(this);
    queues.plan.grantSend(this);
    queues.notice.grantSend(this);
    queues.events.grantRefuse(this);
    queues.events.feed(this);
  }
}
