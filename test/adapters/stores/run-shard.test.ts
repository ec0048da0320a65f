import { expect, test } from 'vitest';
import { RUN_SHARDS, runOf, runShard } from '../../../lambda/adapters/dynamo/send-log/run-shard.ts';

function customersByShard(ids: readonly string[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const run = runOf('birthday', '2027-03-14', id);
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return Array.from({ length: RUN_SHARDS }, (_, n) => counts.get(runShard('birthday', '2027-03-14', n)) ?? 0);
}

test('a run spreads its customers evenly, also when their ids are numbered one after another or in steps', () => {
  for (const step of [1, 4, 10, 16]) {
    const ids = Array.from({ length: 4_000 }, (_, n) => `C${String(n * step).padStart(6, '0')}`);
    for (const count of customersByShard(ids)) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  }
});

test('a customer is always in the same part of a run', () => {
  // Rows written by an earlier release must still be found: these never change.
  expect(['C0001', 'C0002', 'C0003', '顧客-1'].map((id) => runOf('letter', '2027-01-01', id))).toEqual(
    [2, 3, 0, 2].map((shard) => runShard('letter', '2027-01-01', shard)),
  );
});
