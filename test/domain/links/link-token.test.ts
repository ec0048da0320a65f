import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signLinkToken, verifyLinkToken } from '../../lambda/domain/link-token.ts';

const claims = { customer: 'C0001', campaign: 'birthday' };

describe('a link token', () => {
  it('says what it was signed for, whatever the ids, and fits in a URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (customer, campaign) => {
        const token = signLinkToken({ customer, campaign }, 'key');
        expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
        expect(verifyLinkToken(token, ['key'])).toEqual({ customer, campaign });
      }),
    );
  });

  it('is still good after the key was changed, as long as the old one is kept', () => {
    const token = signLinkToken(claims, 'old');
    expect(verifyLinkToken(token, ['new', 'old'])).toEqual(claims);
    expect(verifyLinkToken(token, ['new'])).toBeUndefined();
    expect(verifyLinkToken(token, [])).toBeUndefined();
  });

  it('is worth nothing when any character of it was changed', () => {
    const token = signLinkToken(claims, 'key');
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(verifyLinkToken(changed, ['key'])).toBeUndefined();
    }
  });

  it.each(['', '.', 'a', 'a.', '.a', 'a.b.c', `${'a'.repeat(100)}.b`])('is not %j', (token) => {
    expect(verifyLinkToken(token, ['key'])).toBeUndefined();
  });

  it('needs a key', () => {
    expect(() => signLinkToken(claims, '')).toThrow(RangeError);
  });
});
