import { createHmac } from 'node:crypto';

/** The HMAC-SHA256 of a token's payload. Throws RangeError for an empty key. */
export function linkMac(payload: string, key: string): Buffer {
  if (key === '') throw new RangeError('A link key must not be empty');
  return createHmac('sha256', key).update(`link:${payload}`).digest();
}
