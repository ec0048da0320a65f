import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createMailGate } from '../../adapters/dynamo/control/mail-gate.ts';
import { createSendingLine } from '../../adapters/dynamo/control/sending-line.ts';
import { createSendingQuotas } from '../../adapters/dynamo/control/sending-quotas.ts';
import { createCustomerReader } from '../../adapters/dynamo/customers/customer-reader.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../adapters/dynamo/refusals/refusal-store.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { createLinks } from '../../adapters/secrets/links.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createMailPace } from '../../adapters/sending/mail-pace.ts';
import { createSesClient } from '../../adapters/ses/ses-client.ts';
import { createSesMailer } from '../../adapters/ses/ses-mailer.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { compileOnce } from '../../domain/message/compile-once.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { cacheCampaigns } from '../../use-cases/cached-campaigns.ts';
import type { SendTools } from '../../use-cases/send-mail.ts';
import { sendEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): SendTools {
  const env = readEnv(sendEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  const control = { client, table: env.CONTROL_TABLE };
  const gate = createMailGate(control);
  const pace = createMailPace({
    quotas: createSendingQuotas(control),
    line: createSendingLine(control),
    gate,
    share: stage.sendShare,
  });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    campaigns: cacheCampaigns(createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }), systemClock),
    customers: createCustomerReader({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock, retention: stage.retention }),
    hasher: createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) }),
    links: createLinks({ pagesUrl: env.PAGES_URL, key: () => readSecret(env.LINK_KEY_SECRET) }),
    pace,
    gate,
    mailer: createSesMailer({ client: createSesClient(), configurationSet: env.CONFIGURATION_SET, pace }),
    queues: createQueues({ client: new SQSClient(), noticeQueueUrl: env.NOTICE_QUEUE_URL }),
    compile: compileOnce(),
  };
}
