import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { DataStack } from '../data-stack.ts';

export interface PagesJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'campaigns' | 'customers' | 'refusals' | 'secrets'>;
}

/** Answers the links in mails, and records what people say there. */
export class PagesJob extends JobFunction<'pages'> {
  constructor(scope: Construct, id: string, props: PagesJobProps) {
    const { data } = props;
    super(scope, id, {
      ...props,
      job: 'pages',
      description: 'answers the links in mails',
      environment: {
        REFUSALS_TABLE: data.refusals.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        LINK_KEY_SECRET: data.secrets.linkKey.arn,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
      },
    });
    data.refusals.grantRecord(this);
    data.customers.grantGet(this);
    data.campaigns.grantRead(this);
    data.secrets.linkKey.grantFetch(this);
    data.secrets.addressKey.grantFetch(this);
  }
}
