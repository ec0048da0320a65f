import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pauseBefore } from '../../../lambda/adapters/dynamo/backoff.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function pauseMs(attempt: number, chance: number): Promise<number> {
  vi.spyOn(Math, 'random').mockReturnValue(chance);
  const before = Date.now();
  const pause = pauseBefore(attempt);
  await vi.runAllTimersAsync();
  await pause;
  return Date.now() - before;
}

test('pauses grow with each try, by chance within a span that doubles up to three seconds', async () => {
  expect(await pauseMs(1, 0.999)).toBe(24);
  expect(await pauseMs(2, 0.999)).toBe(49);
  expect(await pauseMs(5, 0.5)).toBe(200);
  expect(await pauseMs(20, 0.999)).toBe(2_997);
  expect(await pauseMs(20, 0)).toBeLessThan(2);
});
