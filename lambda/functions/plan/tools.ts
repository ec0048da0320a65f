import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerReader } from '../../adapters/dynamo/customers/customer-reader.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { RunTools } from '../../use-cases/plan-run.ts';
import { planEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): Omit<RunTools, 'hasTime' | 'isRepeat'> {
  const env = readEnv(planEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    campaigns: createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }),
    customers: createCustomerReader({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock, retention: stage.retention }),
    hasher: createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) }),
    queues: createQueues({
      client: new SQSClient(),
      planQueueUrl: env.PLAN_QUEUE_URL,
      sendQueueUrl: env.SEND_QUEUE_URL,
      noticeQueueUrl: env.NOTICE_QUEUE_URL,
    }),
  };
}
