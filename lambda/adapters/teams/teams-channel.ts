import axios from 'axios';
import type { Clock, NoticeChannel, PostOutcome } from '../../ports.ts';
import { sleep, systemClock } from '../../runtime/system-clock.ts';
import type { SecretReader } from '../secrets/secret-reader.ts';
import { createPace, type Pace } from './pace.ts';
import { readAnswer, type WebhookAnswer } from './read-answer.ts';
import { addressesIn, readWebhooks, webhookFor } from './webhooks.ts';

// Teams takes four posts a second, and two containers may post at once.
const intervalMs = 500;
const longestWaitMs = 20_000;
const pausesMs: readonly number[] = [1_000, 4_000];
const answerLimitBytes = 64 * 1024;

/**
 * Posts to the webhooks named in a secret, which is read again every few minutes. What Teams cannot take just now is
 * tried three times in place. Throws SecretError or TeamsSetupError; no error and no outcome shows a URL.
 */
export function createTeamsChannel(options: {
  readonly readSecret: SecretReader;
  readonly secretArn: string;
  readonly pace?: Pace;
  readonly clock?: Clock;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly timeoutMs?: number;
}): NoticeChannel {
  const { readSecret, secretArn, clock = systemClock, timeoutMs = 10_000 } = options;
  const wait = options.sleep ?? sleep;
  const pace = options.pace ?? createPace({ intervalMs, clock, sleep: wait });

  return {
    async addresses() {
      return addressesIn(readWebhooks(await readSecret(secretArn)));
    },
    async post(address, payload) {
      const url = webhookFor(readWebhooks(await readSecret(secretArn)), address);
      const body = JSON.stringify(payload);
      for (let attempt = 0; ; attempt += 1) {
        await pace();
        const meaning = readAnswer(await postOnce(url, body, timeoutMs), clock.nowMs());
        if (meaning.kind === 'accepted') return meaning;
        if (meaning.kind === 'refused') return { ...meaning, retryable: false };
        const { status, afterMs } = meaning;
        const pauseMs = pausesMs[attempt];
        const waitMs = afterMs ?? pauseMs;
        if (pauseMs === undefined || waitMs === undefined || waitMs > longestWaitMs) return refusal(status, afterMs);
        await wait(waitMs);
      }
    },
  };
}

function refusal(status: number, afterMs: number | undefined): PostOutcome {
  return {
    kind: 'refused',
    status,
    retryable: true,
    ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }),
  };
}

async function postOnce(url: string, body: string, timeoutMs: number): Promise<WebhookAnswer> {
  try {
    const answer = await axios.post<unknown>(url, body, {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      // `timeout` counts from the connection on; the signal covers name lookup and connecting too.
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      responseType: 'text',
      maxContentLength: answerLimitBytes,
      // A redirect would carry the card somewhere nobody named.
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
    });
    const retryAfter: unknown = answer.headers['retry-after'];
    return { status: answer.status, body: textOf(answer.data), retryAfter: textOf(retryAfter) };
  } catch {
    // The error is dropped on purpose: axios keeps the URL in it, and the URL is the credential.
    return { status: 0, body: '', retryAfter: '' };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
