import { describe, expect, test } from 'vitest';
import type { KnownUpload } from '../../../lambda/domain/import/upload.ts';
import { isAheadOf, newerThan } from '../../../lambda/domain/import/upload-order.ts';

const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, warnings: 0 };
const minute = (at: number) => new Date(Date.parse('2027-03-14T00:00:00Z') + at * 60_000).toISOString();

/** An upload that came at this minute, and was last noted of then. */
function anUpload(at: number, own: Partial<KnownUpload> = {}): KnownUpload {
  return {
    ...{ key: `imports/${at}/customers.csv`, at: minute(at), state: 'write', type: 'customer', isFull: false },
    ...{ rows: 10, rowsDone: 0, counts, notedAt: minute(at), ...own },
  };
}
const takenAt = (at: number) => ({ decision: 'take', by: 'sato@example.jp', at: minute(at) }) as const;

describe('an upload is ahead of another', () => {
  const cases: readonly [string, KnownUpload, KnownUpload, boolean][] = [
    ['that came later', anUpload(1), anUpload(2), true],
    ['unless that came earlier', anUpload(2), anUpload(1), false],
    ['unless it is that one', anUpload(1), anUpload(1), false],
    ['while it is read', anUpload(1, { state: 'survey' }), anUpload(2), true],
    ['unless it waits for a person', anUpload(1, { state: 'held' }), anUpload(2), false],
    ['unless it is through', anUpload(1, { state: 'done' }), anUpload(2), false],
    ['when taken in before that came', anUpload(1, { state: 'held', decision: takenAt(2) }), anUpload(3), true],
    ['unless it was taken in after that came', anUpload(1, { decision: takenAt(3) }), anUpload(2), false],
    ['that was taken in only after it came', anUpload(2), anUpload(1, { decision: takenAt(3) }), true],
    [
      'unless it is dropped',
      anUpload(1, { state: 'held', decision: { ...takenAt(2), decision: 'drop' } }),
      anUpload(3),
      false,
    ],
    ['of the same second by its key', anUpload(1, { key: 'a' }), anUpload(1, { key: 'b' }), true],
  ];
  test.each(cases)('%s', (_, one, other, expected) => {
    expect(isAheadOf(one, other, Date.parse(minute(3)))).toBe(expected);
  });

  test('for two hours after its last note, or after a person’s word', () => {
    const ahead = (one: KnownUpload, now: number) => isAheadOf(one, anUpload(500), Date.parse(minute(now)));
    expect([ahead(anUpload(1), 120), ahead(anUpload(1), 121)]).toEqual([true, false]);
    expect([ahead(anUpload(1, { notedAt: minute(50) }), 169)]).toEqual([true]);
    const taken = anUpload(1, { state: 'held', decision: takenAt(400) });
    expect([ahead(taken, 519), ahead(taken, 520)]).toEqual([true, false]);
  });
});

test('newer than an upload is the last of those that came after it and stored something', () => {
  const upload = anUpload(5, { state: 'held' });
  const stored = { counts: { ...counts, unchanged: 1 } };
  const others = [
    anUpload(1, { state: 'done', ...stored }),
    anUpload(6, { state: 'done', ...stored }),
    anUpload(8, { state: 'superseded', ...stored }),
    anUpload(7, { state: 'done', ...stored }),
    anUpload(11, { state: 'done', counts: { ...counts, rejected: 9 } }),
    anUpload(9, { state: 'dropped' }),
    anUpload(10, { state: 'survey' }),
  ];
  expect(newerThan(upload, others)?.at).toBe(minute(8));
  expect(newerThan(upload, [upload, ...others.slice(0, 1)])).toBeUndefined();
});
