import type { GateCause } from '../../domain/sending/mail-gate.ts';
import type { MailOutcome } from '../../ports.ts';

/** What a failed SendRawEmail means. `throttled` and `denied` were certainly not sent. */
export type SesFailure =
  | Exclude<MailOutcome, { readonly kind: 'accepted' }>
  | { readonly kind: 'throttled'; readonly error: string }
  | { readonly kind: 'denied'; readonly error: string };

const minuteMs = 60_000;
const throttled = /^(?:Throttling|TooManyRequests|RequestThrottled|RequestLimitExceeded|LimitExceeded)/;
// The account or its set-up is at fault, not this mail: it waits, and no occurrence is burnt.
const pausing: readonly (readonly [RegExp, GateCause])[] = [
  [/^AccountSendingPaused/, 'account-paused'],
  [/^ConfigurationSetSendingPaused/, 'configuration-set-paused'],
  [/^ConfigurationSetDoesNotExist/, 'configuration-set-missing'],
  [/^MailFromDomainNotVerified/, 'mail-from-not-verified'],
];
const pausedText = /sending (?:is )?(?:disabled|paused|suspended)/i;
const denied =
  /^(?:AccessDenied|NotAuthorized|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|ExpiredToken|RequestExpired|OptInRequired|CredentialsProviderError|TokenProviderError)/;
const rejected = /^(?:MessageRejected|InvalidParameter|InvalidParameterValue|ValidationError|ValidationException)/;
// These say that no connection came about, so nothing can have been sent over one.
const unconnected: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Reads an error of SES v1 by its code (docs.aws.amazon.com/ses, "API error codes"); the two throttlings and the two
 * rejections share theirs and are told apart by text. What is not known to mean "not sent" is `unknown`. `source` is the
 * sender's address.
 */
export function readSesFailure(failure: unknown, source = ''): SesFailure {
  if (!(failure instanceof Error)) return { kind: 'unknown', error: 'unknown' };
  const { name, message } = failure;
  const error = describe(name, message);
  if (isUnconnected(failure)) return { kind: 'held', reason: 'paused', retryAfterMs: minuteMs, error };
  if (isServerFault(failure)) return { kind: 'unknown', error };
  if (denied.test(name)) return { kind: 'denied', error };
  if (throttled.test(name)) {
    if (/daily message quota/i.test(message)) {
      return { kind: 'held', reason: 'quota', retryAfterMs: 15 * minuteMs, error, cause: 'daily-quota' };
    }
    return { kind: 'throttled', error };
  }
  const cause = pausingCause(failure, source);
  if (cause !== undefined) return { kind: 'held', reason: 'paused', retryAfterMs: 15 * minuteMs, error, cause };
  return { kind: rejected.test(name) ? 'rejected' : 'unknown', error };
}

function pausingCause({ name, message }: Error, source: string): GateCause | undefined {
  const known = pausing.find(([code]) => code.test(name));
  if (known !== undefined) return known[1];
  if (name !== 'MessageRejected') return undefined;
  if (/not verified/i.test(message)) {
    // SES lists who failed the check: a recipient only has to be verified in the sandbox.
    const [, failed = ''] = /region[^:]{0,40}:(.*)$/is.exec(message) ?? [];
    const isSender =
      source !== '' &&
      failed
        .toLowerCase()
        .split(/[\s,<>]+/)
        .includes(source.toLowerCase());
    return isSender ? 'identity-not-verified' : 'sandbox';
  }
  return pausedText.test(message) ? 'account-paused' : undefined;
}

function isUnconnected(failure: Error): boolean {
  if ('code' in failure && unconnected.includes(failure.code)) return true;
  // The SDK's connection timer, which cuts the request before its socket is open.
  if (failure.name === 'TimeoutError' && failure.message.includes('did not establish a connection')) return true;
  // A host with several addresses fails with all their errors at once.
  return failure instanceof AggregateError && failure.errors.length > 0 && failure.errors.every(isUnconnected);
}

// Whatever the code says, a server that failed may have taken the mail before.
function isServerFault(failure: Error): boolean {
  const metadata: unknown = '$metadata' in failure ? failure.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return false;
  return typeof metadata.httpStatusCode === 'number' && metadata.httpStatusCode >= 500;
}

// SES quotes addresses in its messages, and this text is logged and kept.
function describe(name: string, message: string): string {
  return `${name}: ${message}`.replace(/(?<!\S)\S*@\S*/g, '[address]').slice(0, 200);
}
