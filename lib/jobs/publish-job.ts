import type { Construct } from 'constructs';
import type { CampaignSchedules } from '../constructs/campaign-schedules.ts';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface PublishJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'templates' | 'campaigns' | 'customers'>;
  readonly schedules: CampaignSchedules;
  readonly queues: Pick<WorkQueues, 'publish' | 'plan' | 'notice'>;
}

/** Makes what lies in the bucket live, and says how many would be mailed next. */
export class PublishJob extends JobFunction<'publish'> {
  constructor(scope: Construct, id: string, props: PublishJobProps) {
    const { data, schedules, queues } = props;
    super(scope, id, {
      ...props,
      job: 'publish',
      description: 'checks campaign files and makes them live',
      environment: {
        TEMPLATE_BUCKET: data.templates.bucketName,
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        ...schedules.environment,
        PLAN_QUEUE_ARN: queues.plan.arn,
        PLAN_QUEUE_URL: queues.plan.url,
        NOTICE_QUEUE_URL: queues.notice.url,
      },
    });
    data.templates.grantReadTemplates(this);
    data.campaigns.grantPublish(this);
    data.customers.grantFind(this);
    schedules.grantDaily(this);
    queues.plan.grantSend(this);
    queues.notice.grantSend(this);
    queues.publish.feed(this);
  }
}
