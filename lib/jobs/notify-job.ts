import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface NotifyJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'customers' | 'sendLog' | 'secrets'>;
  readonly queues: Pick<WorkQueues, 'notice'>;
}

/** Gathers notices into Teams cards. */
export class NotifyJob extends JobFunction<'notify'> {
  constructor(scope: Construct, id: string, props: NotifyJobProps) {
    const { data, queues } = props;
    super(scope, id, {
      ...props,
      job: 'notify',
      description: 'gathers notices into Teams cards',
      environment: {
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        SEND_LOG_TABLE: data.sendLog.tableName,
        TEAMS_SECRET: data.secrets.teams.arn,
      },
    });
    data.campaigns.grantRead(this);
    data.customers.grantGetMany(this);
    data.sendLog.grantGetMany(this);
    data.secrets.teams.grantFetch(this);
    queues.notice.feed(this);
  }
}
