import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a value is signed for: a signature for one purpose is none for another, nor for a link. */
export type SignedPurpose = 'attempt' | 'session';

interface Signing {
  readonly purpose: SignedPurpose;
  /** What else must be the same when it is read: the provider and its client. */
  readonly audience: string;
}

/** A value that the browser keeps for us: base64url JSON with its expiry, a dot, its HMAC-SHA256. Signed, not secret. */
export function signValue(value: object, untilMs: number, key: string, signing: Signing): string {
  const payload = Buffer.from(JSON.stringify({ until: untilMs, value })).toString('base64url');
  return `${payload}.${mac(payload, key, signing).toString('base64url')}`;
}

/** The value, if one of the keys signed it for this purpose and it has not expired; else undefined. Constant-time in the signature. */
export function readSignedValue(
  text: string,
  keys: readonly string[],
  signing: Signing & { readonly nowMs: number },
): unknown {
  const [payload, signature, ...rest] = text.split('.');
  if (!payload || !signature || !/^[\w-]{43}$/.test(signature) || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys.some((key) => timingSafeEqual(given, mac(payload, key, signing)));
  if (!isSigned) return undefined;
  const { until, value }: { until: number; value: unknown } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return signing.nowMs < until ? value : undefined;
}

function mac(payload: string, key: string, { purpose, audience }: Signing): Buffer {
  if (key === '') throw new RangeError('A signing key must not be empty');
  // Links are signed with the same keys: no payload of theirs begins like this.
  return createHmac('sha256', key)
    .update(`sign-in:${JSON.stringify([purpose, audience])}:${payload}`)
    .digest();
}
