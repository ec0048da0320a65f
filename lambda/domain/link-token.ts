import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a mail says: whose it is and which campaign (by identity) it came from. Ids only. */
export interface LinkClaims {
  readonly customer: string;
  readonly campaign: string;
}

/**
 * A token for a link: base64url JSON, a dot, its HMAC-SHA256. It is signed, not secret: it shows the customer's id to
 * who decodes it, never an address. It does not expire.
 */
export function signLinkToken(claims: LinkClaims, key: string): string {
  const payload = Buffer.from(JSON.stringify({ v: 1, c: claims.customer, s: claims.campaign })).toString('base64url');
  return `${payload}.${mac(payload, key).toString('base64url')}`;
}

/** What a token says if one of the keys signed it (the newest and those before it); undefined for anything else. */
export function verifyLinkToken(token: string, keys: readonly string[]): LinkClaims | undefined {
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || !/^[\w-]{43}$/.test(signature) || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys.some((key) => {
    const expected = mac(payload, key);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isSigned ? readPayload(payload) : undefined;
}

function mac(payload: string, key: string): Buffer {
  if (key === '') throw new RangeError('A link key must not be empty');
  return createHmac('sha256', key).update(`link:${payload}`).digest();
}

function readPayload(payload: string): LinkClaims | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { v, c, s }: { v?: unknown; c?: unknown; s?: unknown } = parsed;
    return v === 1 && typeof c === 'string' && typeof s === 'string' ? { customer: c, campaign: s } : undefined;
  } catch {
    return undefined;
  }
}
