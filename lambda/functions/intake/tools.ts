import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createEventTimes } from '../../adapters/dynamo/control/event-times.ts';
import { createCustomerStore } from '../../adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../adapters/dynamo/refusals/refusal-store.ts';
import { createSchedules } from '../../adapters/scheduler/schedules.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createRefusedEvents } from '../../adapters/sqs/refused-events.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { TakeEventTools } from '../../use-cases/events/take-event.ts';
import { intakeEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): TakeEventTools {
  const env = readEnv(intakeEnv, process.env);
  const client = createDocumentClient();
  const sqs = new SQSClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  const hasher = createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    hasher,
    campaigns: createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }),
    customers: createCustomerStore({
      client,
      table: env.CUSTOMERS_TABLE,
      model: stage.recordModel,
      clock: systemClock,
      hasher,
    }),
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    eventTimes: createEventTimes({ client, table: env.CONTROL_TABLE }, systemClock),
    schedules: createSchedules({
      client: new SchedulerClient(),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      planQueueArn: env.PLAN_QUEUE_ARN,
      dlqArn: env.SCHEDULE_DLQ_ARN,
    }),
    queues: createQueues({ client: sqs, planQueueUrl: env.PLAN_QUEUE_URL, noticeQueueUrl: env.NOTICE_QUEUE_URL }),
    refused: createRefusedEvents({ client: sqs, queueUrl: env.REFUSED_EVENTS_URL }),
  };
}
