import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { LinkClaims, LinkPurpose } from './link-claims.ts';
import { linkMac } from './link-mac.ts';

const id = z.string();
const until = { v: z.literal(2), e: z.int().check(z.nonnegative()) };

const payloadShape = z.union([
  z.object({ v: z.literal(1), c: id, s: id }),
  z.discriminatedUnion('p', [
    z.object({ ...until, p: z.literal(['approval', 'mail', 'outcome']), c: id, k: id }),
    z.object({ ...until, p: z.literal('approvals'), a: id }),
    z.object({ ...until, p: z.literal('heartbeat'), i: id }),
    z.object({ ...until, p: z.literal('run'), g: id, d: z.iso.date() }),
    z.object({ ...until, p: z.literal('upload'), f: id, w: z.iso.datetime() }),
    z.object({ ...until, p: z.literal('suspects'), y: id }),
    z.object({
      ...{ ...until, p: z.literal('stop'), g: id, c: id, d: z.iso.date() },
      ...{ r: z.optional(id), n: z.optional(z.iso.date()), o: z.optional(id), t: z.optional(z.record(id, id)) },
    }),
  ]),
]);

/** What a token came to: good claims, a link that was good once, or nothing at all. */
export type VerifiedLink<P extends LinkPurpose> =
  | { readonly kind: 'good'; readonly claims: LinkClaims & { readonly purpose: P } }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' };

/** Reads a token that one of the keys signed (the newest and all before it) for one of the purposes. Constant-time in the signature. */
export function verifyLinkToken<P extends LinkPurpose>(
  token: string,
  keys: readonly string[],
  { purpose, nowMs }: { readonly purpose: P; readonly nowMs: number },
): VerifiedLink<P> {
  const payload = signedPayload(token, keys);
  const claims = payload === undefined ? undefined : readPayload(payload);
  if (claims === undefined || !isFor(claims, purpose)) return { kind: 'unknown' };
  if ('untilMs' in claims && nowMs >= claims.untilMs) return { kind: 'expired' };
  return { kind: 'good', claims };
}

function isFor<P extends LinkPurpose>(claims: LinkClaims, purpose: P): claims is LinkClaims & { readonly purpose: P } {
  return claims.purpose === purpose;
}

function signedPayload(token: string, keys: readonly string[]): string | undefined {
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || !/^[\w-]{43}$/.test(signature) || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys.some((key) => {
    const expected = linkMac(payload, key);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isSigned ? payload : undefined;
}

function readPayload(payload: string): LinkClaims | undefined {
  const parsed = payloadShape.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')));
  return parsed.success ? claimsOf(parsed.data) : undefined;
}

function claimsOf(payload: z.infer<typeof payloadShape>): LinkClaims {
  if (payload.v === 1) return { purpose: 'choice', customer: payload.c, campaign: payload.s };
  const untilMs = payload.e * 1000;
  switch (payload.p) {
    case 'approval':
    case 'mail':
    case 'outcome':
      return { purpose: payload.p, untilMs, customer: payload.c, key: payload.k };
    case 'approvals':
      return { purpose: 'approvals', untilMs, approver: payload.a };
    case 'heartbeat':
      return { purpose: 'heartbeat', untilMs, id: payload.i };
    case 'run':
      return { purpose: 'run', untilMs, campaign: payload.g, date: payload.d };
    case 'upload':
      return { purpose: 'upload', untilMs, key: payload.f, at: payload.w };
    case 'suspects':
      return { purpose: 'suspects', untilMs, type: payload.y };
    case 'stop': {
      const { g: campaign, c: customer, d: dueOn, r, n, o: offset = '', t: path = {} } = payload;
      const record = r ?? `customer/${customer}`;
      return { purpose: 'stop', untilMs, campaign, customer, record, path, nominal: n ?? dueOn, dueOn, offset };
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
