import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { PagesApi } from '../constructs/pages-api.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface SendJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'control' | 'customers' | 'refusals' | 'sendLog' | 'secrets' | 'mail'>;
  readonly queues: Pick<WorkQueues, 'send' | 'notice'>;
  readonly pages: PagesApi;
}

/** Checks every "no" again, claims the occurrence and hands the mail to SES. */
export class SendJob extends JobFunction<'send'> {
  constructor(scope: Construct, id: string, props: SendJobProps) {
    const { data, queues, pages } = props;
    super(scope, id, {
      ...props,
      job: 'send',
      description: 'claims an occurrence and sends its mail',
      environment: {
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        REFUSALS_TABLE: data.refusals.tableName,
        SEND_LOG_TABLE: data.sendLog.tableName,
        CONTROL_TABLE: data.control.tableName,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        LINK_KEY_SECRET: data.secrets.linkKey.arn,
        PAGES_URL: pages.url,
        CONFIGURATION_SET: data.mail.configurationSet.configurationSetName,
        NOTICE_QUEUE_URL: queues.notice.url,
      },
    });
    data.campaigns.grantRead(this);
    data.customers.grantGetMany(this);
    data.refusals.grantRead(this);
    data.sendLog.grantClaim(this);
    data.control.grantTurns(this);
    data.secrets.addressKey.grantFetch(this);
    data.secrets.linkKey.grantFetch(this);
    data.mail.grantSend(this);
    queues.notice.grantSend(this);
    queues.send.feed(this);
  }
}
