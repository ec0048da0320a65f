import { describe, expect, test } from 'vitest';
import { type Simulation, simulateSenders } from './simulate-senders.ts';

const seeds = [1, 2, 3];

function simulateAll(simulation: Omit<Simulation, 'seed'>) {
  return Promise.all(seeds.map((seed) => simulateSenders({ seed, ...simulation })));
}

describe('ten functions with ten mails each, their clocks up to 50 ms off', () => {
  test.each([
    { maxSendRate: 14, mails: 1_500 },
    { maxSendRate: 200, mails: 6_000 },
  ])(
    'use 95 % of $maxSendRate mails a second while there is a backlog, and less than 1 % is throttled',
    async (load) => {
      for (const seen of await simulateAll({ ...load, coldMs: 500 })) {
        expect(seen.accepted).toBe(load.mails);
        expect(seen.usedShare).toBeGreaterThanOrEqual(0.95);
        expect(seen.usedShare).toBeLessThanOrEqual(1.02);
        expect(seen.throttledShare).toBeLessThan(0.01);
        expect(seen.held).toBe(0);
      }
    },
  );

  test('keep to one mail a second, where SES has no slack at all, with four fifths of it', async () => {
    for (const seen of await simulateAll({ maxSendRate: 1, mails: 300 })) {
      expect(seen.usedShare).toBeGreaterThanOrEqual(0.8);
      expect(seen.throttledShare).toBeLessThan(0.01);
      // Those who would have to wait for too long are tried again later: with the hundredth one it comes close.
      expect(seen.held).toBeLessThan(10);
      expect(seen.accepted + seen.held).toBe(300);
    }
  });

  test('use 95 % of the rate together when two stages have half of the account each', async () => {
    for (const seen of await simulateAll({ maxSendRate: 14, mails: 1_500, shares: [0.5, 0.5] })) {
      expect(seen.accepted).toBe(1_500);
      expect(seen.usedShare).toBeGreaterThanOrEqual(0.95);
      expect(seen.throttledShare).toBeLessThan(0.01);
    }
  });

  test('use a third of the rate when the stage has a third of the account', async () => {
    for (const seen of await simulateAll({ maxSendRate: 30, mails: 900, shares: [1 / 3] })) {
      expect(seen.usedShare).toBeGreaterThanOrEqual(0.95 / 3);
      expect(seen.usedShare).toBeLessThanOrEqual(1 / 3);
    }
  });

  test.each([[[1]], [[0.5, 0.5]]])(
    'go up to the 24-hour quota, and over it by no more than what was under way when it was read (shares %j)',
    async (shares) => {
      const day = { maxSendRate: 14, max24HourSend: 1_000, mails: 1_600, readEveryMs: 15_000, shares };
      for (const seen of await simulateAll(day)) {
        expect(seen.accepted).toBeLessThanOrEqual(1_000);
        expect(seen.accepted).toBeGreaterThan(950);
        expect(seen.overQuota).toBeLessThanOrEqual(seen.mostInFlight);
        expect(seen.accepted + seen.held).toBe(1_600);
      }
    },
  );
});
