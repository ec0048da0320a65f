import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
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
import type { FeedbackTools } from '../../use-cases/record-feedback.ts';
import { feedbackEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): FeedbackTools {
  const env = readEnv(feedbackEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    sendLog: createSendLog({ client, table: env.SEND_LOG_TABLE, clock: systemClock, retention: stage.retention }),
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    hasher: createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) }),
    queues: createQueues({ client: new SQSClient(), noticeQueueUrl: env.NOTICE_QUEUE_URL }),
  };
}
