import { expect, test } from 'vitest';
import { formatApiKeys, readApiKeys } from '../../../lambda/adapters/secrets/api-keys.ts';

const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map((letter) => letter.repeat(40));

test.each([
  ['one', a, [a]],
  ['one a line', `${a}\r\n${b}\n`, [a, b]],
  ['as JSON', JSON.stringify({ keys: [a, b] }), [a, b]],
  ['two of three', `${a}\n${b}\n${c}`, [a, b]],
  ['none that could be guessed', 'changeme', []],
  ['none in broken JSON', `{"keys": ["${a}"`, []],
  ['none of another kind', JSON.stringify({ keys: [7, { a }] }), []],
  ['none in an empty secret', '', []],
])('%s', (_, text, keys) => {
  expect(readApiKeys(text)).toEqual(keys);
});

test('a new key leaves the one of before, and no other', () => {
  expect(readApiKeys(formatApiKeys([c, ...readApiKeys(formatApiKeys([b, a]))]))).toEqual([c, b]);
});
