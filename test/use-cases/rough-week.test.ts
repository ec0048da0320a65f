import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRoughWeek, doings } from './rough-week/a-rough-week.ts';

const aDoing = (mayFail: boolean) =>
  fc.record({
    what: fc.constantFrom(...doings),
    pick: fc.nat(200),
    shake: fc.record({
      failsAt: mayFail ? fc.constantFrom(0, ...Array.from({ length: 16 }, (_, n) => n)) : fc.constant(0),
      afterwards: fc.boolean(),
      dies: fc.boolean(),
      seed: fc.nat(1000),
    }),
  });
const aWeek = (mayFail: boolean) =>
  fc.array(
    fc.record({
      minutes: fc.constantFrom(0, 0, 5, 20, 60, 300, 720),
      side: fc.array(aDoing(mayFail), { minLength: 1, maxLength: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 60,
      size: 'max',
    },
  );
/** Some 20 ms each. A failure prints its seed and path: given to `fc.assert` with `numRuns`, they repeat it. */
const weeks = { numRuns: 60 };

test('nothing is mailed twice, lost, or mailed to who said no, whatever happens side by side', async () => {
  await fc.assert(
    fc.asyncProperty(aWeek(false), fc.boolean(), async (week, approves) => {
      const { step, settle, broken, untold } = await aRoughWeek();
      for (const { minutes, side } of week) await step(minutes, ...side);
      await settle(approves);
      expect(broken).toEqual([]);
      expect(untold()).toEqual([]);
    }),
    weeks,
  );
});

test('nor when any call fails, or any process ends, at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(aWeek(true), fc.boolean(), async (week, approves) => {
      const { step, settle, broken } = await aRoughWeek();
      for (const { minutes, side } of week) await step(minutes, ...side);
      await settle(approves);
      expect(broken).toEqual([]);
    }),
    weeks,
  );
});
