import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { SESClient } from '@aws-sdk/client-ses';

const idleMs = 5_000;

/**
 * An SES client that tries once: the SDK's own retries after a lost connection would mail people up to three times.
 * A connection that lay idle is not used again: after a frozen container wakes it may be dead, and a mail written to it
 * would have an unknown outcome.
 */
export function createSesClient(options: { readonly requestTimeoutMs?: number } = {}): SESClient {
  const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };
  const client = new SESClient({
    maxAttempts: 1,
    requestHandler: {
      ...agents,
      connectionTimeout: 3_000,
      requestTimeout: options.requestTimeoutMs ?? 15_000,
      throwOnRequestTimeout: true,
    },
  });
  let inFlight = 0;
  let lastUsedMs = performance.now();
  client.middlewareStack.add(
    (next) => async (args) => {
      // Agents cut busy connections too, so only when none is.
      if (inFlight === 0 && performance.now() - lastUsedMs > idleMs) {
        agents.httpAgent.destroy();
        agents.httpsAgent.destroy();
      }
      inFlight += 1;
      try {
        return await next(args);
      } finally {
        inFlight -= 1;
        lastUsedMs = performance.now();
      }
    },
    { step: 'finalizeRequest', name: 'dropIdleConnections' },
  );
  return client;
}
