import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header carries one of the keys (RFC 6750). It takes as long for any wrong key as for another. */
export function isKnownCaller(authorization: string | undefined, keys: readonly string[]): boolean {
  const given = /^bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1];
  if (given === undefined) return false;
  const wanted = digest(given);
  return keys.map((key) => timingSafeEqual(digest(key), wanted)).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
