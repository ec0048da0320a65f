import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeenTexts } from '../../../lambda/domain/import/seen-texts.ts';

describe('the texts of a file that were seen before', () => {
  test('are known by the row where each was first', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.nat(50).map(String),
      fc.constantFrom('', 'é', 'e\u0301', '髙', '高'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 400 }), (texts) => {
        const [seen, first] = [new SeenTexts(), new Map<string, number>()];
        for (const [index, each] of texts.entries()) {
          expect(seen.firstRowOf(each, index + 1)).toBe(first.get(each));
          if (!first.has(each)) first.set(each, index + 1);
        }
        expect(seen.size).toBe(first.size);
      }),
    );
  });

  test('are told with the row where they were seen first, and asking remembers nothing', () => {
    const seen = new SeenTexts();
    expect(seen.rowOf('a')).toBeUndefined();
    seen.firstRowOf('a', 3);
    seen.firstRowOf('a', 4);
    expect([seen.rowOf('a'), seen.rowOf('b'), seen.size]).toEqual([3, undefined, 1]);
  });

  test('no two of a million ids and a million addresses pass for one another, and all are found again', () => {
    const seen = new SeenTexts();
    const count = 1_000_000;
    const textsOf = (index: number) => [`C${String(index).padStart(7, '0')}`, `user${index}@example.com`];
    let strangers = 0;
    for (let row = 1; row <= count; row += 1) {
      for (const text of textsOf(row)) if (seen.firstRowOf(text, row) !== undefined) strangers += 1;
    }
    let lost = 0;
    for (let row = 1; row <= count; row += 1) {
      for (const text of textsOf(row)) if (seen.firstRowOf(text, count + row) !== row) lost += 1;
    }
    expect({ strangers, lost, size: seen.size }).toEqual({ strangers: 0, lost: 0, size: 2 * count });
  });
});
