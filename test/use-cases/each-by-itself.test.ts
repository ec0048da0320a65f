import { expect, test } from 'vitest';
import { eachByItself } from '../../lambda/use-cases/each-by-itself.ts';

/** Works on the numbers 1 to 12; answers what was done, how many at a time, and what was thrown. */
async function work(concurrency: number | undefined, failing: readonly number[] = []) {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  const items = Array.from({ length: 12 }, (_, n) => n + 1);
  const thrown = await eachByItself(
    items,
    async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      if (failing.includes(item)) throw new Error(`${item}`);
      done.push(item);
    },
    concurrency,
  ).catch((error: Error) => error.message);
  return { done: done.toSorted((a, b) => a - b), most, thrown };
}

test('all items are worked on whatever becomes of each, and the first error is thrown after all', async () => {
  for (const concurrency of [undefined, 5]) {
    const { done, thrown } = await work(concurrency, [2, 7, 12]);
    expect(done).toEqual([1, 3, 4, 5, 6, 8, 9, 10, 11]);
    expect(thrown).toBe('2');
  }
});

test('one after the other, or as many at a time as is said', async () => {
  expect(await work(undefined)).toMatchObject({ most: 1, thrown: undefined });
  expect(await work(5)).toMatchObject({ most: 5, thrown: undefined });
});
