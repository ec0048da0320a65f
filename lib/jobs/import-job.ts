import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { CampaignSchedules } from '../constructs/campaign-schedules.ts';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { WorkQueues } from '../constructs/work-queues.ts';
import type { DataStack } from '../data-stack.ts';
import { jobSizes } from './job.ts';

/**
 * Left to themselves, Node collects its garbage late where much memory may be had, and the C library keeps what was freed: a
 * large file would take twice as much.
 */
export const importProcess = {
  NODE_OPTIONS: `--max-semi-space-size=4 --max-old-space-size=${jobSizes.import.memoryMiB * 0.75}`,
  MALLOC_TRIM_THRESHOLD_: String(128 * 1024),
};

export interface ImportJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'templates' | 'campaigns' | 'control' | 'customers' | 'refusals' | 'secrets'>;
  readonly schedules: CampaignSchedules;
  readonly queues: Pick<WorkQueues, 'import' | 'plan' | 'notice'>;
}

/** Brings uploaded files into Customers. It asks after refusals and cannot touch them: an import never overrules a "no". */
export class ImportJob extends JobFunction<'import'> {
  constructor(scope: Construct, id: string, props: ImportJobProps) {
    const { data, schedules, queues } = props;
    super(scope, id, {
      ...props,
      job: 'import',
      description: 'brings uploaded files into the customer table',
      processEnvironment: importProcess,
      // Long files go on, and waiting ones ask again, through its own queue, which Lambda would otherwise stop after 16 rounds.
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: {
        TEMPLATE_BUCKET: data.templates.bucketName,
        CAMPAIGNS_TABLE: data.campaigns.tableName,
        CUSTOMERS_TABLE: data.customers.tableName,
        REFUSALS_TABLE: data.refusals.tableName,
        CONTROL_TABLE: data.control.tableName,
        ADDRESS_KEY_SECRET: data.secrets.addressKey.arn,
        ...schedules.environment,
        PLAN_QUEUE_ARN: queues.plan.arn,
        PLAN_QUEUE_URL: queues.plan.url,
        NOTICE_QUEUE_URL: queues.notice.url,
        IMPORT_QUEUE_URL: queues.import.url,
      },
    });
    data.templates.grantImport(this);
    data.campaigns.grantRead(this);
    data.customers.grantImport(this);
    data.refusals.grantRead(this);
    data.control.grantNoteUploads(this);
    data.secrets.addressKey.grantFetch(this);
    schedules.grantOnce(this);
    queues.plan.grantSend(this);
    queues.notice.grantSend(this);
    queues.import.grantSend(this);
    queues.import.feed(this);
  }
}
