import { describe, expect, it } from 'vitest';
import { isMailableAddress, toWireAddress } from '../../lambda/domain/mail-address.ts';

describe('an address', () => {
  it.each([
    'taro@example.com',
    ' taro@example.com ',
    "o'brien+tag@sub.example.co.jp",
    'a..b@docomo.ne.jp',
    '.a.@ezweb.ne.jp',
    '"a..b"@docomo.ne.jp',
    'taro@日本語.jp',
    'taro@EXAMPLE.com',
    `${'a'.repeat(64)}@example.com`,
  ])('can be mailed: %s', (address) => {
    expect(isMailableAddress(address)).toBe(true);
  });

  it.each([
    '',
    'taro',
    '@example.com',
    'taro@',
    'taro@example',
    'taro@@example.com',
    'taro@a@example.com',
    'taro@example..com',
    'taro@.example.com',
    'taro@example.com.',
    'taro@-example.com',
    'taro@exam_ple.com',
    'taro@example.123',
    'taro@[127.0.0.1]',
    'taro@127.0.0.1',
    '山田@example.com',
    'taro@example.com, jiro@example.com',
    'taro,jiro@example.com',
    '<taro@example.com>',
    'Taro <taro@example.com>',
    'ta ro@example.com',
    'taro@example.com\r\nBcc: x@example.com',
    'taro\u0000@example.com',
    'taro@exa mple.com',
    'taro@example.com%00',
    '"a"b"@example.com',
    `${'a'.repeat(65)}@example.com`,
    `taro@${'a'.repeat(64)}.com`,
    `taro@${`${'a'.repeat(60)}.`.repeat(5)}com`,
  ])('cannot be mailed: %j', (address) => {
    expect(isMailableAddress(address)).toBe(false);
  });

  it('keeps its local part and gets its domain in lower-case Punycode', () => {
    expect(toWireAddress(' Taro@日本語.JP ')).toBe('Taro@xn--wgv71a119e.jp');
    expect(toWireAddress('Taro@Example.COM')).toBe('Taro@example.com');
  });
});
