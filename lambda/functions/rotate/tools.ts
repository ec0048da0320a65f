import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecretVersions } from '../../adapters/secrets/secret-versions.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import type { RotationTools } from '../../use-cases/rotate-link-key.ts';
import { rotateEnv } from './env.ts';

/** What the function works with; `secretId` is the ARN of the secret that it rotates. */
export interface RotateTools extends RotationTools {
  readonly secretId: string;
}

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): RotateTools {
  const { LINK_KEY_SECRET: secretId } = readEnv(rotateEnv, process.env);
  return {
    secretId,
    secret: createSecretVersions({ client: new SecretsManagerClient(), secretId }),
    newKey: () => randomBytes(48).toString('base64url'),
    log: createLog(),
  };
}
