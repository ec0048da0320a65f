import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { PagesApi } from '../constructs/pages-api.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';

export interface NotifyJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'control' | 'customers' | 'events' | 'mail' | 'sendLog' | 'secrets'>;
  readonly queues: Pick<WorkQueues, 'notice'>;
  readonly pages: PagesApi;
}

/** Gathers notices into Teams cards, and mails colleagues what cards cannot tell them. */
export class NotifyJob extends JobFunction<'notify'> {
  constructor(scope: Construct, id: string, props: NotifyJobProps) {
    const { data, queues, pages } = props;
    super(scope, id, {
      ...props,
      job: 'notify',
      description: 'gathers notices into Teams cards',
      // A notice that needs a mail comes round every quarter of an hour while SES is paused.
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: {
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        SEND_LOG_TABLE: data.sendLog.tableName,
        CONTROL_TABLE: data.control.tableName,
        TEAMS_SECRET: data.secrets.teams.arn,
        LINK_KEY_SECRET: data.secrets.linkKey.arn,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        PAGES_URL: pages.url,
        CONFIGURATION_SET: data.mail.configurationSet.configurationSetName,
        NOTICE_QUEUE_URL: queues.notice.url,
        EVENT_BUS: data.events.name,
      },
    });
    data.campaigns.grantRead(this);
    data.customers.grantGetMany(this);
    data.sendLog.grantGetMany(this);
    data.control.grantAsk(this);
    data.secrets.teams.grantFetch(this);
    data.secrets.linkKey.grantFetch(this);
    data.secrets.addressKey.grantFetch(this);
    data.mail.grantSend(this);
    data.events.grantAnnounce(this);
    queues.notice.grantSend(this);
    queues.notice.feed(this);
  }
}
