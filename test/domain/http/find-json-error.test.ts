import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from '../../../lambda/domain/http/find-json-error.ts';
import { hostileJson, tries } from '../../inputs/hostile.ts';

test.each([
  ['', 1, 1],
  ['{"a": 1,}', 1, 9],
  ['[1, 2', 1, 6],
  ['{"a"\n  1}', 1, 2],
  ['{\n  "a": 01\n}', 2, 9],
  ['[1] x', 1, 5],
  ["{'a': 1}", 1, 2],
  ['"a\nb"', 1, 1],
  ['[1}', 1, 3],
])('%j stops being JSON at %i:%i', (text, line, column) => {
  expect(findJsonError(text)).toEqual({ line, column });
});

test('whatever the engine takes is JSON, and nothing else', () => {
  const texts = fc.oneof(
    hostileJson.map((value) => JSON.stringify(value, undefined, 1) ?? ''),
    fc.json(),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', '-0.5e3', 'null', ' ', '\n', '\u007f'))
      .map((parts) => parts.join('')),
    fc
      .tuple(hostileJson, fc.nat(40), fc.constantFrom('', ',', '"', '\\', '}', '\u0001', '0'))
      .map(([value, at, more]) => {
        const text = JSON.stringify(value) ?? '';
        return text.slice(0, at) + more + text.slice(at + 1);
      }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(findJsonError(text) === undefined).toBe(isJson(text));
    }),
    tries(2_000),
  );
});

test('deep and long texts are no trouble', () => {
  expect(findJsonError('['.repeat(200_000))).toEqual({ line: 1, column: 200_001 });
  expect(findJsonError(`"${'あ'.repeat(1_000_000)}`)).toEqual({ line: 1, column: 1 });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
