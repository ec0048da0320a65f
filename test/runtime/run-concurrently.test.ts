import { describe, expect, it } from 'vitest';
import { runConcurrently } from '../../lambda/runtime/run-concurrently.ts';

describe('working on several items at a time', () => {
  it('works on each item once', async () => {
    const done: number[] = [];
    await runConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
      await new Promise(setImmediate);
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('begins no further item after a failure, and throws it', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await new Promise(setImmediate);
      if (item === 1) throw new Error('no');
    };
    await expect(runConcurrently([1, 2, 3, 4, 5], 1, work)).rejects.toThrow('no');
    expect(begun).toEqual([1]);
  });
});
