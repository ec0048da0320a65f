import { describe, expect, test } from 'vitest';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const day = '2027-03-14';

/** A run at 09:00 with so many customers due, and sweeps at times of that day or of later ones. */
async function aRunOf(customers: number) {
  const world = aWorld();
  const errors: string[] = [];
  let reads = 0;
  const note = (event: string) => void (event === 'run-unfinished' && errors.push(event));
  world.tools.log = { ...world.tools.log, error: note };
  const { byRun } = world.tools.sendLog;
  world.tools.sendLog.byRun = (...asked) => {
    reads += 1;
    return byRun(...asked);
  };
  await world.keep(...Array.from({ length: customers }, (_, n) => aCustomer(`C${n}`)));
  await world.goLive(aVersion());
  await world.run('birthday', day);
  return {
    ...{ world, errors },
    unfinished: () => world.notices.filter(({ kind }) => kind === 'run-unfinished'),
    /** Sweeps without anything being sent or planned in between; answers how often the run's rows were read. */
    async sweepAt(time: string, date = day) {
      reads = 0;
      world.moveTo(`${date}T${time}:00+09:00`);
      await world.sweep();
      return reads;
    },
    /** Has every planned row wait for quota until the day after tomorrow. */
    async holdAll(retryAfterMs = 48 * 3_600_000) {
      world.turnWith({ kind: 'held', reason: 'quota', retryAfterMs });
      await world.sendAll();
    },
  };
}

describe('a run that does not come to its end', () => {
  test('is told an hour after it began, with what is left by state and reason, then once a day', async () => {
    const { world, errors, unfinished, sweepAt, holdAll } = await aRunOf(3);
    world.offered.splice(0, 1);
    await holdAll();
    await sweepAt('09:59');
    expect(unfinished()).toEqual([]);
    expect(errors).toEqual([]);
    await sweepAt('10:00');
    const notice = { kind: 'run-unfinished', campaign: 'birthday', date: day };
    expect(unfinished()).toEqual([{ ...notice, counts: { planned: 1, 'waiting:quota': 2 } }]);
    for (const time of ['10:05', '10:10', '23:55']) await sweepAt(time);
    await sweepAt('09:55', '2027-03-15');
    expect(unfinished()).toHaveLength(1);
    expect(errors).toHaveLength(5);
    await sweepAt('10:00', '2027-03-15');
    expect(unfinished()).toHaveLength(2);
  });

  test('is said no more once it has', async () => {
    const { world, errors, unfinished, sweepAt } = await aRunOf(2);
    await sweepAt('10:00');
    await world.sendAll();
    await sweepAt('10:05');
    await sweepAt('10:10');
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
    expect([unfinished(), errors].map(({ length }) => length)).toEqual([1, 1]);
  });

  test('stays open while its rows may not have reached their index yet', async () => {
    const { world, sweepAt } = await aRunOf(1);
    const { byRun } = world.tools.sendLog;
    world.tools.sendLog.byRun = async () => ({ items: [] });
    await sweepAt('09:01');
    world.tools.sendLog.byRun = byRun;
    expect(await world.tools.campaigns.openRuns()).toHaveLength(1);
    world.turnWith({ kind: 'go' });
    await world.sendAll();
    await sweepAt('09:11');
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
  });

  test('stays watched while its mails wait for quota, and not while they wait for a person', async () => {
    const { world, sweepAt, holdAll } = await aRunOf(2);
    await holdAll();
    await sweepAt('09:05');
    expect(await world.tools.campaigns.openRuns()).toHaveLength(1);
    for (const row of world.rows()) {
      const at = '2027-03-14T00:06:00.000Z';
      await world.tools.sendLog.move(row, ['waiting'], { state: 'awaiting-approval', reason: '', at });
    }
    await sweepAt('09:10');
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
  });

  test('that is opened again for one more mail has its own hour', async () => {
    const { world, unfinished, sweepAt, holdAll } = await aRunOf(1);
    world.turnWith({ kind: 'go' });
    await world.sendAll();
    await sweepAt('09:30');
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
    await world.keep(aCustomer('C9'));
    const days = [day];
    await world.tools.campaigns.openRun({
      ...{ campaign: 'birthday', date: day, days, counts: {} },
      startedAt: '2027-03-14T06:00:00.000Z',
    });
    const [row] = world.rows();
    if (row === undefined) throw new Error('there is one');
    const at = '2027-03-14T06:00:00.000Z';
    await world.tools.sendLog.insert({ ...row, customer: 'C9', key: `${row.key}9`, state: 'planned', at });
    await holdAll();
    await sweepAt('15:59');
    expect(unfinished()).toEqual([]);
    await sweepAt('16:00');
    expect(unfinished()).toHaveLength(1);
  });
});

describe('a planned mail whose message may be lost', () => {
  test('is not offered a second time while the send queue holds mails', async () => {
    const { world, sweepAt } = await aRunOf(3);
    await sweepAt('09:30');
    expect(world.offered).toHaveLength(3);
    world.offered.length = 0;
    await sweepAt('09:35');
    expect(world.offered).toHaveLength(3);
  });

  test('is offered once more in two hours where the queue never empties', async () => {
    const { world, sweepAt } = await aRunOf(3);
    await sweepAt('10:55');
    expect(world.offered).toHaveLength(3);
    for (const time of ['11:00', '11:05', '12:55']) await sweepAt(time);
    expect(world.offered).toHaveLength(6);
    await sweepAt('13:00');
    expect(world.offered).toHaveLength(9);
  });
});

describe('a run of thousands of mails', () => {
  test('is read once an hour while they only wait, but always when it becomes late, and the alarm stays up', async () => {
    const { errors, unfinished, sweepAt, holdAll } = await aRunOf(2_001);
    await holdAll();
    expect(await sweepAt('09:20')).toBeGreaterThan(0);
    expect(await sweepAt('09:55')).toBe(0);
    expect(await sweepAt('10:00')).toBeGreaterThan(0);
    expect(unfinished()).toMatchObject([{ counts: { 'waiting:quota': 2_001 } }]);
    expect(await sweepAt('10:05')).toBe(0);
    expect(errors).toHaveLength(2);
    expect(await sweepAt('11:00')).toBeGreaterThan(0);
  });

  test('is read by every sweep while they are being sent', async () => {
    const { sweepAt } = await aRunOf(2_001);
    expect(await sweepAt('09:20')).toBeGreaterThan(0);
    expect(await sweepAt('09:25')).toBeGreaterThan(0);
  });
});

test('a small run is read by every sweep, whatever it waits for', async () => {
  const { sweepAt, holdAll } = await aRunOf(2);
  await holdAll();
  for (const time of ['09:05', '09:10', '12:00', '12:05']) expect(await sweepAt(time)).toBeGreaterThan(0);
});
