import { describe, expect, test } from 'vitest';
import { aSend } from '../adapters/stores/send-builders.ts';
import { aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const mails = 250;

/** Many mails of unknown outcome, as after a restored log, of which people are to be asked now. */
async function manyUnknown() {
  const world = aWorld({ now: '2027-03-14T10:00:00+09:00' });
  await world.goLive(aVersion());
  for (let each = 0; each < mails; each += 1)
    await world.tools.sendLog.insert(
      aSend({ customer: `C${each}`, state: 'uncertain', reason: 'log-restored', at: '2027-03-14T00:00:00.000Z' }),
    );
  return {
    world,
    asked: () => world.notices.flatMap((notice) => (notice.kind === 'outcome-request' ? [notice.customer] : [])),
  };
}

describe('asking after many mails of unknown outcome', () => {
  test('goes on where a sweep was stopped that ran out of time: nobody is asked all over again', async () => {
    const { world, asked } = await manyUnknown();
    const { notify } = world.tools.queues;
    let calls = 0;
    world.tools.queues.notify = async (notices) => {
      if (notices.some(({ kind }) => kind === 'outcome-request')) calls += 1;
      if (calls === 2) throw new Error('The function was stopped');
      await notify(notices);
    };
    await expect(world.sweep()).rejects.toThrow('stopped');
    const before = asked().length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(mails);
    await world.sweep();
    expect(asked()).toHaveLength(mails);
    expect(new Set(asked()).size).toBe(mails);
  });
});
