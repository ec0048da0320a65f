import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerReader } from '../../adapters/dynamo/customers/customer-reader.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createTemplateStore } from '../../adapters/s3/template-store.ts';
import { createSchedules } from '../../adapters/scheduler/schedules.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { PublishTools } from '../../use-cases/publish-campaigns.ts';
import { publishEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): PublishTools {
  const env = readEnv(publishEnv, process.env);
  const client = createDocumentClient();
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    templates: createTemplateStore({ client: new S3Client(), bucket: env.TEMPLATE_BUCKET }),
    campaigns: createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }),
    customers: createCustomerReader({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    schedules: createSchedules({
      client: new SchedulerClient(),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      planQueueArn: env.PLAN_QUEUE_ARN,
      dlqArn: env.SCHEDULE_DLQ_ARN,
    }),
    queues: createQueues({
      client: new SQSClient(),
      planQueueUrl: env.PLAN_QUEUE_URL,
      noticeQueueUrl: env.NOTICE_QUEUE_URL,
    }),
  };
}
