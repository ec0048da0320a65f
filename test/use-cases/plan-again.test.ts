import { describe, expect, test } from 'vitest';
import { planAgain } from '../../lambda/use-cases/plan-again.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const at = '2027-03-14T00:00:00.000Z';

/** A birthday of today whose mail waits for quota. */
async function aWaitingMail() {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  world.turnWith({ kind: 'held', reason: 'quota', retryAfterMs: 60_000 });
  await world.sendAll();
  world.turnWith({ kind: 'go' });
  const [row] = world.rows();
  if (row === undefined) throw new Error('nothing was planned');
  const again = (isRepeat = false) => planAgain({ ...world.tools, isRepeat }, { kind: 'again', rows: [row] });
  return { world, row, again };
}

describe('rows that are decided again', () => {
  test('are offered once, however many messages ask: a long backlog does not multiply', async () => {
    const { world, again } = await aWaitingMail();
    await again();
    await again();
    expect(world.offered).toHaveLength(1);
  });

  test('are offered again when the message is a repeated one: the first time may have stopped before', async () => {
    const { world, again } = await aWaitingMail();
    await again();
    world.offered.length = 0;
    await again(true);
    expect(world.offered).toHaveLength(1);
  });

  test('and have left since are not told of again', async () => {
    const { world, again } = await aWaitingMail();
    await again();
    await world.sendAll();
    const sent = () => world.notices.filter((notice) => notice.kind === 'send' && notice.state === 'sent');
    expect(sent()).toHaveLength(1);
    await again(true);
    expect(sent()).toHaveLength(1);
  });

  test('are looked after by sweep, also when it closes their run at that very moment', async () => {
    const { world, again } = await aWaitingMail();
    const { move } = world.tools.sendLog;
    world.tools.sendLog.move = async (...args) => {
      await world.tools.campaigns.markRun('birthday', '2027-03-14', 'drainedAt', at);
      return move(...args);
    };
    await again();
    expect(world.rows()).toMatchObject([{ state: 'planned' }]);
    expect(await world.tools.campaigns.openRuns()).toHaveLength(1);
  });

  test('stay as they are when they stand for another day by then', async () => {
    const { world, row, again } = await aWaitingMail();
    const { get } = world.tools.customers;
    world.tools.customers.get = async (ref) => {
      await world.tools.sendLog.move(row, ['waiting'], { state: 'cancelled', reason: 'date-changed', at });
      const moved = { date: '2000-03-13', dueOn: '2027-03-13' };
      await world.tools.sendLog.move(row, ['cancelled'], { state: 'waiting', reason: 'brake', at, ...moved });
      return get(ref);
    };
    await again();
    expect(world.rows()).toMatchObject([{ state: 'waiting', reason: 'brake', dueOn: '2027-03-13' }]);
  });
});
