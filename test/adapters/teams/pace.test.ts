import { describe, expect, it } from 'vitest';
import { createPace } from '../../../lambda/adapters/teams/pace.ts';

function aPace() {
  const waitsMs: number[] = [];
  const time = { nowMs: 10_000 };
  const pace = createPace({
    intervalMs: 500,
    clock: { nowMs: () => time.nowMs },
    sleep: async (ms) => {
      waitsMs.push(ms);
    },
  });
  return { pace, waitsMs, time };
}

describe('the pace of posting', () => {
  it('lets the first post go at once and keeps the others half a second apart, also when they come together', async () => {
    const { pace, waitsMs } = aPace();
    await Promise.all([pace(), pace(), pace()]);
    expect(waitsMs).toEqual([500, 1_000]);
  });

  it('does not make up for time that nobody used', async () => {
    const { pace, waitsMs, time } = aPace();
    await pace();
    time.nowMs += 60_000;
    await pace();
    await pace();
    expect(waitsMs).toEqual([500]);
  });
});
