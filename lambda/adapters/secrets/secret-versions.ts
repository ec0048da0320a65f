import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { SecretError } from './secret-error.ts';

/** The versions of one secret in Secrets Manager, for its rotation. Throws SecretError. */
export function createSecretVersions({
  client,
  secretId,
}: {
  readonly client: SecretsManagerClient;
  readonly secretId: string;
}) {
  return {
    async current(): Promise<{ readonly id: string; readonly text: string }> {
      const found = await attempt(() => client.send(new GetSecretValueCommand({ SecretId: secretId })));
      const { VersionId: id, SecretString: text } = found;
      if (!id || !text) throw new SecretError('The secret is empty', undefined);
      return { id, text };
    },
    async pending(version: string): Promise<string | undefined> {
      const asked = { SecretId: secretId, VersionId: version, VersionStage: 'AWSPENDING' };
      return attempt(async () => {
        try {
          return (await client.send(new GetSecretValueCommand(asked))).SecretString;
        } catch (error) {
          if (error instanceof ResourceNotFoundException) return undefined;
          throw error;
        }
      });
    },
    async putPending(version: string, text: string): Promise<void> {
      await attempt(async () => {
        try {
          const put = { SecretId: secretId, ClientRequestToken: version, SecretString: text };
          await client.send(new PutSecretValueCommand({ ...put, VersionStages: ['AWSPENDING'] }));
        } catch (error) {
          // Asked twice at once, with two keys made up: the first one counts.
          if (!(error instanceof ResourceExistsException)) throw error;
        }
      });
    },
    async promote(version: string, currentId: string): Promise<void> {
      const moved = { SecretId: secretId, MoveToVersionId: version, RemoveFromVersionId: currentId };
      await attempt(() => client.send(new UpdateSecretVersionStageCommand({ ...moved, VersionStage: 'AWSCURRENT' })));
    },
  };
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SecretError('The secret cannot be rotated', error);
  }
}
