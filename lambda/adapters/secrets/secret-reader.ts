import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../ports.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { SecretError } from './secret-error.ts';

/** Reads a secret's text by its ARN. Throws SecretError. */
export type SecretReader = (secretId: string) => Promise<string>;

const keptMs = 5 * 60_000;

/** Reads from Secrets Manager, once per secret in any five minutes; a failure is not kept. */
export function createSecretReader(options: {
  readonly client: SecretsManagerClient;
  readonly clock?: Clock;
}): SecretReader {
  const { client, clock = systemClock } = options;
  const kept = new Map<string, { readonly text: Promise<string>; readonly untilMs: number }>();

  async function read(secretId: string): Promise<string> {
    let text: string | undefined;
    try {
      text = (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
    } catch (error) {
      throw new SecretError('The secret cannot be read', error);
    }
    if (!text) throw new SecretError('The secret is empty', undefined);
    return text;
  }

  return (secretId) => {
    const known = kept.get(secretId);
    if (known && clock.nowMs() < known.untilMs) return known.text;
    const text = read(secretId);
    kept.set(secretId, { text, untilMs: clock.nowMs() + keptMs });
    text.catch(() => {
      if (kept.get(secretId)?.text === text) kept.delete(secretId);
    });
    return text;
  };
}
