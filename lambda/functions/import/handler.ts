import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerStore } from '../../adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createImportFiles } from '../../adapters/s3/import-files.ts';
import { createSchedules } from '../../adapters/scheduler/schedules.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { handleEach, type SqsHandler } from '../../runtime/sqs-batch.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { type ImportUploadTools, importUpload, type Upload } from '../../use-cases/import-upload.ts';
import { importEnv } from './env.ts';

const objectCreated = z.object({
  time: z.iso.datetime({ offset: true }),
  detail: z.object({ object: z.object({ key: z.string() }) }),
});

/** Imports the files that a batch of "Object Created" events names; only the events that failed go back to the queue. */
export function createHandler(tools: ImportUploadTools): SqsHandler {
  return handleEach({ parse: parseUpload, handle: (upload) => importUpload(tools, upload), log: tools.log });
}

// Unlike S3's own notifications, its EventBridge events carry the key as it is, not URL-encoded.
function parseUpload(body: unknown): Upload {
  const { time, detail } = objectCreated.parse(body);
  return { key: detail.object.key, at: time };
}

function createTools(): ImportUploadTools {
  const env = readEnv(importEnv, process.env);
  const client = createDocumentClient();
  const sqs = new SQSClient();
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    campaigns: createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }),
    customers: createCustomerStore({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    files: createImportFiles({ client: new S3Client(), bucket: env.TEMPLATE_BUCKET }),
    schedules: createSchedules({
      client: new SchedulerClient(),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      planQueueArn: env.PLAN_QUEUE_ARN,
      dlqArn: env.SCHEDULE_DLQ_ARN,
    }),
    queues: createQueues({ client: sqs, planQueueUrl: env.PLAN_QUEUE_URL, noticeQueueUrl: env.NOTICE_QUEUE_URL }),
  };
}

export const handler = createHandler(createTools());
