import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkClaims, LinkPurpose } from '../../../lambda/domain/links/link-claims.ts';
import { linkPaths } from '../../../lambda/domain/links/link-claims.ts';
import { signLinkToken } from '../../../lambda/domain/links/sign-link-token.ts';
import { verifyLinkToken } from '../../../lambda/domain/links/verify-link-token.ts';

const choice: LinkClaims = { purpose: 'choice', customer: 'C0001', campaign: 'birthday' };
const nowMs = Date.parse('2027-03-14T09:00:00+09:00');
const untilMs = nowMs + 60_000;

const everyClaims: readonly LinkClaims[] = [
  choice,
  { purpose: 'approval', untilMs, customer: 'C0001', key: 'birthday#customer/C0001#2027#' },
  { purpose: 'mail', untilMs, customer: 'C0001', key: 'birthday#customer/C0001#2027#' },
  { purpose: 'approvals', untilMs, approver: 'a-keyed-hash' },
  { purpose: 'heartbeat', untilMs, id: 'a-question' },
  {
    purpose: 'stop',
    ...{ untilMs, campaign: 'lesson', customer: 'C0001', record: 'delivery/D1' },
    ...{ path: { enrolment: 'E1', program: 'P1' }, nominal: '2027-03-14', dueOn: '2027-03-15', offset: 'P1W' },
  },
  {
    purpose: 'stop',
    ...{ untilMs, campaign: 'birthday', customer: 'C0001', record: 'customer/C0001' },
    ...{ path: {}, nominal: '2027-03-15', dueOn: '2027-03-15', offset: '' },
  },
];
const purposes = Object.keys(linkPaths).filter((name): name is LinkPurpose => name in linkPaths);

function verify(token: string, keys: readonly string[], purpose: LinkPurpose = 'choice', atMs = nowMs) {
  return verifyLinkToken(token, keys, { purpose, nowMs: atMs });
}

describe('a link token', () => {
  it.each(everyClaims)('says what it was signed for: $purpose', (claims) => {
    expect(verify(signLinkToken(claims, 'key'), ['key'], claims.purpose)).toEqual({ kind: 'good', claims });
  });

  it('carries any ids, and fits in a URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (customer, campaign) => {
        const claims: LinkClaims = { purpose: 'choice', customer, campaign };
        const token = signLinkToken(claims, 'key');
        expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
        expect(verify(token, ['key'])).toEqual({ kind: 'good', claims });
      }),
    );
  });

  it('opens no page but its own', () => {
    for (const claims of everyClaims) {
      for (const purpose of purposes.filter((other) => other !== claims.purpose)) {
        expect(verify(signLinkToken(claims, 'key'), ['key'], purpose)).toEqual({ kind: 'unknown' });
      }
    }
  });

  it('ends when its time is over, except for the one that lets a customer go', () => {
    for (const claims of everyClaims) {
      const token = signLinkToken(claims, 'key');
      expect(verify(token, ['key'], claims.purpose, untilMs - 1).kind).toBe('good');
      const later = claims.purpose === 'choice' ? 'good' : 'expired';
      expect(verify(token, ['key'], claims.purpose, untilMs).kind).toBe(later);
      expect(verify(token, ['key'], claims.purpose, Date.parse('2099-12-31')).kind).toBe(later);
    }
  });

  it('is still good after the key was changed, as long as the old one is kept', () => {
    const token = signLinkToken(choice, 'old');
    expect(verify(token, ['new', 'old'])).toEqual({ kind: 'good', claims: choice });
    expect(verify(token, ['new'])).toEqual({ kind: 'unknown' });
    expect(verify(token, [])).toEqual({ kind: 'unknown' });
  });

  it('of mails sent by earlier versions of the program is read for ever', () => {
    // Signed in 2026 with the key "key": {"v":1,"c":"C0001","s":"birthday"}
    const payload = 'eyJ2IjoxLCJjIjoiQzAwMDEiLCJzIjoiYmlydGhkYXkifQ';
    expect(signLinkToken(choice, 'key')).toBe(`${payload}.1WqXU_upGaWZDv1LPXDtbsIIEl_Zau6I1x5SOoTEiyo`);
  });

  it('is worth nothing when any character of it was changed', () => {
    const token = signLinkToken(choice, 'key');
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(verify(changed, ['key'])).toEqual({ kind: 'unknown' });
    }
  });

  it.each(['', '.', 'a', 'a.', '.a', 'a.b.c', `${'a'.repeat(100)}.b`])('is not %j', (token) => {
    expect(verify(token, ['key'])).toEqual({ kind: 'unknown' });
  });

  it('needs a key', () => {
    expect(() => signLinkToken(choice, '')).toThrow(RangeError);
  });
});
