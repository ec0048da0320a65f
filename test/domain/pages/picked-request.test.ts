import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPick, writePick } from '../../../lambda/domain/pages/picked-request.ts';

it('a ticked request comes back as it was, whatever its ids are', () => {
  const id = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(id, id, id, (customer, key, digest) => {
      expect(readPick(writePick({ customer, key, digest }))).toEqual({ customer, key, digest });
    }),
  );
});

it.each([
  '',
  'x',
  'bnVsbA',
  Buffer.from('["a","b"]').toString('base64url'),
  Buffer.from('[1,2,3]').toString('base64url'),
])('any other text is none: %j', (text) => {
  expect(readPick(text)).toBeUndefined();
});
