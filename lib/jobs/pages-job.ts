import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface PagesJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'control' | 'customers' | 'refusals' | 'secrets' | 'sendLog'>;
  readonly queues: Pick<WorkQueues, 'plan' | 'notice' | 'import'>;
}

/** Answers the links in mails and cards, and records what people say there. */
export class PagesJob extends JobFunction<'pages'> {
  constructor(scope: Construct, id: string, props: PagesJobProps) {
    const { data, queues } = props;
    super(scope, id, {
      ...props,
      job: 'pages',
      description: 'answers the links in mails and cards',
      environment: {
        REFUSALS_TABLE: data.refusals.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        SEND_LOG_TABLE: data.sendLog.tableName,
        CONTROL_TABLE: data.control.tableName,
        LINK_KEY_SECRET: data.secrets.linkKey.arn,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        SIGN_IN_SECRET: data.secrets.signIn?.arn ?? '',
        PLAN_QUEUE_URL: queues.plan.url,
        NOTICE_QUEUE_URL: queues.notice.url,
        IMPORT_QUEUE_URL: queues.import.url,
      },
    });
    data.refusals.grantRecord(this);
    data.customers.grantGetMany(this);
    data.customers.grantFindSuspects(this);
    data.campaigns.grantDecide(this);
    data.sendLog.grantDecide(this);
    data.control.grantAnswer(this);
    data.control.grantDecideUploads(this);
    data.secrets.linkKey.grantFetch(this);
    data.secrets.addressKey.grantFetch(this);
    data.secrets.signIn?.grantFetch(this);
    queues.plan.grantSend(this);
    queues.notice.grantSend(this);
    queues.import.grantSend(this);
  }
}
