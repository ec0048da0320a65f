import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createHeartbeats } from '../../adapters/dynamo/control/heartbeats.ts';
import { createCustomerReader } from '../../adapters/dynamo/customers/customer-reader.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createOutboundEvents } from '../../adapters/eventbridge/outbound-events.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { createLinks } from '../../adapters/secrets/links.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createSesClient } from '../../adapters/ses/ses-client.ts';
import { createSesMailer } from '../../adapters/ses/ses-mailer.ts';
import { createQueues } from '../../adapters/sqs/queues.ts';
import { createTeamsChannel } from '../../adapters/teams/teams-channel.ts';
import { compileOnce } from '../../domain/message/compile-once.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { cacheCampaigns } from '../../use-cases/cached-campaigns.ts';
import type { NoticeTools } from '../../use-cases/post-notices/notice-tools.ts';
import { notifyEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): Omit<NoticeTools, 'hasTime'> {
  const env = readEnv(notifyEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    compile: compileOnce(),
    campaigns: cacheCampaigns(createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }), systemClock),
    customers: createCustomerReader({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock, retention: stage.retention }),
    heartbeats: createHeartbeats({ client, table: env.CONTROL_TABLE }),
    hasher: createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) }),
    links: createLinks({ pagesUrl: env.PAGES_URL, key: () => readSecret(env.LINK_KEY_SECRET) }),
    channel: createTeamsChannel({ readSecret, secretArn: env.TEAMS_SECRET }),
    mailer: createSesMailer({ client: createSesClient(), configurationSet: env.CONFIGURATION_SET }),
    queues: createQueues({ client: new SQSClient(), noticeQueueUrl: env.NOTICE_QUEUE_URL }),
    outbound: createOutboundEvents({ client: new EventBridgeClient(), bus: env.EVENT_BUS }),
  };
}
