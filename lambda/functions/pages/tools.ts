import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createHeartbeats } from '../../adapters/dynamo/control/heartbeats.ts';
import { createUploads } from '../../adapters/dynamo/control/uploads.ts';
import { createCustomerReader } from '../../adapters/dynamo/customers/customer-reader.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { readLinkKeys } from '../../adapters/secrets/link-keys.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createSignInProvider } from '../../adapters/sign-in/sign-in-provider.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { compileOnce } from '../../domain/message/compile-once.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { cacheCampaigns } from '../../use-cases/cached-campaigns.ts';
import { pagesEnv } from './env.ts';
import type { PagesTools } from './pages-app.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): PagesTools {
  const env = readEnv(pagesEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  const { signIn } = stage;
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    campaigns: cacheCampaigns(createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }), systemClock),
    customers: createCustomerReader({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock, retention: stage.retention }),
    heartbeats: createHeartbeats({ client, table: env.CONTROL_TABLE }),
    uploads: createUploads({ client, table: env.CONTROL_TABLE }, systemClock),
    queues: createQueues({
      client: new SQSClient(),
      planQueueUrl: env.PLAN_QUEUE_URL,
      noticeQueueUrl: env.NOTICE_QUEUE_URL,
      importQueueUrl: env.IMPORT_QUEUE_URL,
    }),
    compile: compileOnce(),
    hasher: createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) }),
    linkKeys: async () => readLinkKeys(await readSecret(env.LINK_KEY_SECRET)),
    latestLinkKeys: async () => readLinkKeys(await readSecret.fresh(env.LINK_KEY_SECRET)),
    ...(signIn && { signIn: createSignInProvider({ signIn, secret: () => readSecret(env.SIGN_IN_SECRET) }) }),
  };
}
