import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../ports.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { SecretError } from './secret-error.ts';

/** Reads a secret's text by its ARN. Throws SecretError. */
export type SecretReader = (secretId: string) => Promise<string>;

/** A reader that can be told that what it last said may be out of date. */
export interface RefreshingSecretReader extends SecretReader {
  /**
   * Reads again, unless the last reading is less than a minute old. For whoever meets a link that no known key signed:
   * ask `readSecret(id)` first, and only when the signature is unknown `readSecret.fresh(id)`, and verify again. A key
   * that was rotated in a moment ago then works at once, and who makes up links costs one call a minute. Throws SecretError.
   */
  fresh(secretId: string): Promise<string>;
}

interface Reading {
  readonly text: Promise<string>;
  readonly atMs: number;
  /** When it was last asked for again, in vain or not. */
  readonly triedMs: number;
}

const keptMs = 5 * 60_000;
const freshMs = 60_000;

/** Reads from Secrets Manager, once per secret in any five minutes; a failure is not kept. */
export function createSecretReader(options: {
  readonly client: SecretsManagerClient;
  readonly clock?: Clock;
}): RefreshingSecretReader {
  const { client, clock = systemClock } = options;
  const kept = new Map<string, Reading>();

  async function fetchText(secretId: string): Promise<string> {
    let text: string | undefined;
    try {
      text = (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
    } catch (error) {
      throw new SecretError('The secret cannot be read', error);
    }
    if (!text) throw new SecretError('The secret is empty', undefined);
    return text;
  }

  function readAgain(secretId: string, known: Reading | undefined): Promise<string> {
    const nowMs = clock.nowMs();
    const text = fetchText(secretId);
    const reading = { text, atMs: nowMs, triedMs: nowMs };
    kept.set(secretId, reading);
    text.catch(() => {
      if (kept.get(secretId) !== reading) return;
      // What was known still serves most.
      if (known && nowMs < known.atMs + keptMs) kept.set(secretId, { ...known, triedMs: nowMs });
      else kept.delete(secretId);
    });
    return text;
  }

  return Object.assign(
    (secretId: string) => {
      const known = kept.get(secretId);
      return known && clock.nowMs() < known.atMs + keptMs ? known.text : readAgain(secretId, known);
    },
    {
      fresh(secretId: string) {
        const known = kept.get(secretId);
        return known && clock.nowMs() < known.triedMs + freshMs ? known.text : readAgain(secretId, known);
      },
    },
  );
}
