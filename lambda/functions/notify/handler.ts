import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerStore } from '../../adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createSendLog } from '../../adapters/dynamo/send-log/send-log.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createTeamsChannel } from '../../adapters/teams/teams-channel.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { handleBatch } from '../../runtime/sqs-batch.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { type NoticeTools, postNotices } from '../../use-cases/post-notices.ts';
import { parseNotice } from '../../use-cases/post-notices-schema.ts';
import { notifyEnv } from './env.ts';

/** What must be left of the function's time to post another card: three tries and the waits between them. */
const CARD_TAKES_MS = 75_000;

/** Tells people in Teams what a batch of the notice queue says; only notices whose card was refused go back. */
export function createHandler(tools: Omit<NoticeTools, 'hasTime'>) {
  return (event: SQSEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const hasTime = () => context.getRemainingTimeInMillis() > CARD_TAKES_MS;
    return handleBatch({
      parse: parseNotice,
      log: tools.log,
      handle: (messages) =>
        postNotices(
          { ...tools, hasTime },
          messages.map(({ id, body }) => ({ id, notice: body })),
        ),
    })(event);
  };
}

function createTools(): Omit<NoticeTools, 'hasTime'> {
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

export const handler = createHandler(createTools());
