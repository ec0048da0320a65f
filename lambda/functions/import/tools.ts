import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createUploads } from '../../adapters/dynamo/control/uploads.ts';
import { createCustomerStore } from '../../adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../adapters/dynamo/refusals/refusal-store.ts';
import { createImportFiles } from '../../adapters/s3/import-files.ts';
import { createSchedules } from '../../adapters/scheduler/schedules.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { ImportUploadTools } from '../../use-cases/import/upload-tools.ts';
import { importEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): Omit<ImportUploadTools, 'hasTime'> {
  const env = readEnv(importEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  const hasher = createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    campaigns: createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }),
    customers: createCustomerStore({
      client,
      table: env.CUSTOMERS_TABLE,
      model: stage.recordModel,
      clock: systemClock,
      hasher,
    }),
    hasher,
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    uploads: createUploads({ client, table: env.CONTROL_TABLE }, systemClock),
    files: createImportFiles({ client: new S3Client(), bucket: env.TEMPLATE_BUCKET }),
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
      importQueueUrl: env.IMPORT_QUEUE_URL,
    }),
  };
}
