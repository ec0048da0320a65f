/** An answer of a webhook. `status` 0 = there was none. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string;
}

/** What an answer means. `again` is worth another try; `afterMs` is what the other side asked for. */
export type AnswerMeaning =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'again'; readonly status: number; readonly afterMs?: number }
  | { readonly kind: 'refused'; readonly status: number };

const failureText = /Webhook message delivery failed/i;
const statusInText = /HTTP error (\d{3})/i;

/**
 * Reads a webhook's answer. Workflows accept with 202 and say no more; connector-like webhooks also answer failures
 * with 200, and name the real status in the text (learn.microsoft.com: connectors-using).
 */
export function readAnswer({ status, body, retryAfter }: WebhookAnswer, nowMs: number): AnswerMeaning {
  if (status >= 200 && status < 300) {
    if (!failureText.test(body)) return { kind: 'accepted' };
    return ofFailure(Number(statusInText.exec(body)?.[1] ?? 500), undefined);
  }
  return ofFailure(status, readRetryAfter(retryAfter, nowMs));
}

function ofFailure(status: number, afterMs: number | undefined): AnswerMeaning {
  const isTemporary = status === 0 || status === 408 || status === 429 || status >= 500;
  if (!isTemporary) return { kind: 'refused', status };
  return { kind: 'again', status, ...(afterMs === undefined ? {} : { afterMs }) };
}

// Seconds or a date (RFC 9110 §10.2.3); nonsense counts as nothing said.
function readRetryAfter(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (/^\d+$/.test(trimmed)) return Number(trimmed) * 1000;
  const atMs = Date.parse(trimmed);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
