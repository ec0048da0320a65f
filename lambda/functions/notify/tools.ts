import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerStore } from '../../adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createTeamsChannel } from '../../adapters/teams/teams-channel.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { NoticeTools } from '../../use-cases/post-notices.ts';
import { notifyEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): Omit<NoticeTools, 'hasTime'> {
  const env = readEnv(notifyEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  return {
    stage,
    log: createLog(),
    campaigns: createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }),
    customers: createCustomerStore({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock }),
    channel: createTeamsChannel({ readSecret, secretArn: env.TEAMS_SECRET }),
  };
}
