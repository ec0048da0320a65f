import { expect, test } from 'vitest';
import { preferredLocale } from '../../../lambda/domain/http/preferred-locale.ts';

test.each([
  [undefined, 'ja'],
  ['', 'ja'],
  ['en', 'en'],
  ['en-US,en;q=0.9,ja;q=0.8', 'en'],
  ['fr-CH, ja;q=0.3, en;q=0.2', 'ja'],
  ['ja;q=0, en;q=0.1', 'en'],
  ['*', 'ja'],
  [';;,,q=', 'ja'],
])('who says %j is answered in %s where Japanese is spoken', (header, locale) => {
  expect(preferredLocale(header, 'ja')).toBe(locale);
});
