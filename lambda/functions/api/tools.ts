import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createIdempotencyKeys } from '../../adapters/dynamo/control/idempotency-keys.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createUploadDrop } from '../../adapters/s3/upload-drop.ts';
import { readApiKeys } from '../../adapters/secrets/api-keys.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createEventInbox } from '../../adapters/sqs/event-inbox.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { ApiTools } from './api-app.ts';
import { apiEnv } from './env.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): ApiTools {
  const env = readEnv(apiEnv, process.env);
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    keys: createIdempotencyKeys({ client: createDocumentClient(), table: env.CONTROL_TABLE }),
    inbox: createEventInbox({ client: new SQSClient(), queueUrl: env.EVENTS_QUEUE_URL }),
    uploads: createUploadDrop({ client: new S3Client(), bucket: env.TEMPLATE_BUCKET }),
    apiKeys: async () => readApiKeys(await readSecret(env.API_KEYS_SECRET)),
    latestApiKeys: async () => readApiKeys(await readSecret.fresh(env.API_KEYS_SECRET)),
  };
}
