import { beforeEach, expect, test, vi } from 'vitest';
import { pauseBefore } from '../../../lambda/adapters/dynamo/backoff.ts';
import { sleep } from '../../../lambda/runtime/system-clock.ts';

vi.mock(import('../../../lambda/runtime/system-clock.ts'), async (load) => ({ ...(await load()), sleep: vi.fn() }));

beforeEach(() => vi.mocked(sleep).mockReset());

async function pauseMs(attempt: number, chance: number): Promise<number> {
  vi.spyOn(Math, 'random').mockReturnValue(chance);
  await pauseBefore(attempt);
  return vi.mocked(sleep).mock.lastCall?.[0] ?? Number.NaN;
}

test('pauses grow with each try, by chance within a span that doubles up to three seconds', async () => {
  expect(await pauseMs(1, 0.5)).toBe(12.5);
  expect(await pauseMs(2, 0.5)).toBe(25);
  expect(await pauseMs(5, 0.5)).toBe(200);
  expect(await pauseMs(20, 0.5)).toBe(1_500);
  expect(await pauseMs(20, 0)).toBe(0);
});
