import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../lambda/domain/campaign/campaign.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

/** A campaign whose schedule never fires, with one customer due on 14 March 2027; sweep at a time of choice. */
async function aSilentSchedule(changes: Partial<Campaign> = {}) {
  const world = aWorld();
  const errors: string[] = [];
  world.tools.log = { ...world.tools.log, error: (event) => void errors.push(event) };
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion(changes));
  return {
    ...{ world, errors },
    told: () => world.notices.filter(({ kind }) => kind === 'run-missed'),
    /** Sweeps; answers what it put on the plan queue. */
    async sweepAt(instant: string) {
      world.planned.length = 0;
      world.moveTo(instant);
      await world.sweep();
      return [...world.planned];
    },
  };
}

const theRun = { kind: 'run', campaign: 'birthday', scheduledTime: '2027-03-14T00:00:00.000Z' };

describe('a run that should have begun', () => {
  test('is started by sweep half an hour later, as its schedule would have, and people are told', async () => {
    const { world, sweepAt, told, errors } = await aSilentSchedule();
    expect(await sweepAt('2027-03-14T09:29:59+09:00')).toEqual([]);
    expect([told(), errors]).toEqual([[], []]);
    expect(await sweepAt('2027-03-14T09:30:00+09:00')).toEqual([theRun]);
    expect(errors).toEqual(['run-missed']);
    const { campaign, scheduledTime } = theRun;
    expect(told()).toEqual([{ kind: 'run-missed', campaign, date: '2027-03-14', scheduledTime }]);
    await world.planAll();
    await world.sendAll();
    expect(world.rows()).toMatchObject([{ customer: 'C1', dueOn: '2027-03-14', state: 'sent' }]);
    expect(await sweepAt('2027-03-14T09:35:00+09:00')).toEqual([]);
    expect(errors).toHaveLength(1);
  });

  test('sends one mail, also when its schedule fires after all, and twice', async () => {
    const { world, sweepAt } = await aSilentSchedule();
    await sweepAt('2027-03-14T09:30:00+09:00');
    await world.planAll();
    await world.run('birthday', '2027-03-14');
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
  });

  test('is told once, logged each time and asked for again each hour while planning is broken', async () => {
    const { sweepAt, told, errors } = await aSilentSchedule();
    const asked: string[] = [];
    for (const time of ['09:30', '09:35', '10:25', '10:30', '10:35', '11:30', '23:55']) {
      if ((await sweepAt(`2027-03-14T${time}:00+09:00`)).length > 0) asked.push(time);
    }
    expect(asked).toEqual(['09:30', '10:30', '11:30', '23:55']);
    expect(errors).toHaveLength(7);
    expect(told()).toHaveLength(1);
    await sweepAt('2027-03-15T00:05:00+09:00');
    expect(errors).toHaveLength(7);
    await sweepAt('2027-03-15T09:30:00+09:00');
    expect(told()).toHaveLength(2);
  });

  test('is found although something else is started and told with difficulty', async () => {
    const { world, sweepAt, told } = await aSilentSchedule();
    await world.goLive(aVersion({ id: 'letter' }));
    const { plan } = world.tools.queues;
    world.tools.queues.plan = async (messages) => {
      if (JSON.stringify(messages).includes('birthday')) throw new Error('no answer');
      return plan(messages);
    };
    await expect(sweepAt('2027-03-14T09:30:00+09:00')).rejects.toThrow('no answer');
    expect(told()).toMatchObject([{ campaign: 'letter' }]);
  });

  test('is not missed while it is being planned, nor once it is done', async () => {
    const { world, sweepAt, told } = await aSilentSchedule();
    const { advanceWatermark } = world.tools.campaigns;
    world.tools.campaigns.advanceWatermark = async () => {
      throw new Error('no answer');
    };
    await expect(world.run('birthday', '2027-03-14')).rejects.toThrow();
    expect(await sweepAt('2027-03-14T09:30:00+09:00')).toEqual([]);
    world.tools.campaigns.advanceWatermark = advanceWatermark;
    await world.run('birthday', '2027-03-14');
    expect(await sweepAt('2027-03-14T09:35:00+09:00')).toEqual([]);
    expect(told()).toEqual([]);
  });

  test('that lost its planner half-way is begun again when its row is closed', async () => {
    const { world, sweepAt } = await aSilentSchedule();
    const { advanceWatermark } = world.tools.campaigns;
    world.tools.campaigns.advanceWatermark = async () => {
      throw new Error('no answer');
    };
    await expect(world.run('birthday', '2027-03-14')).rejects.toThrow();
    world.tools.campaigns.advanceWatermark = advanceWatermark;
    await world.sendAll();
    expect(await sweepAt('2027-03-14T10:00:00+09:00')).toEqual([]);
    expect(await sweepAt('2027-03-14T10:05:00+09:00')).toEqual([theRun]);
  });

  test('is none on the day on which the campaign is first published', async () => {
    const { world, sweepAt, told } = await aSilentSchedule();
    const { campaigns, revision, ...rest } = await world.tools.campaigns.manifest();
    const { birthday } = campaigns;
    if (birthday === undefined) throw new Error('it is live');
    const enabledAt = '2027-03-14T09:00:01+09:00';
    const entries = { birthday: { ...birthday, enabledAt } };
    await world.tools.campaigns.putManifest({ ...rest, campaigns: entries, revision: revision + 1 });
    expect(await sweepAt('2027-03-14T12:00:00+09:00')).toEqual([]);
    expect(told()).toEqual([]);
    expect(await sweepAt('2027-03-15T09:30:00+09:00')).toHaveLength(1);
  });

  test('whose time was moved to an hour gone by is started at once, and nobody is alarmed unless it does not begin', async () => {
    const { world, sweepAt, told, errors } = await aSilentSchedule();
    const { campaigns, revision, ...rest } = await world.tools.campaigns.manifest();
    const { birthday } = campaigns;
    if (birthday === undefined) throw new Error('it is live');
    const entries = { birthday: { ...birthday, timedSince: '2027-03-14T15:00:00+09:00' } };
    await world.tools.campaigns.putManifest({ ...rest, campaigns: entries, revision: revision + 1 });
    expect(await sweepAt('2027-03-14T15:01:00+09:00')).toEqual([theRun]);
    expect([told(), errors]).toEqual([[], []]);
    await sweepAt('2027-03-14T15:30:00+09:00');
    expect([told().length, errors]).toEqual([1, ['run-missed']]);
  });

  test('whose time summer time skips is started at once, and nobody is alarmed unless it does not begin', async () => {
    const { world, sweepAt, told, errors } = await aSilentSchedule({ timeZone: 'America/New_York', at: '02:30' });
    expect(await sweepAt('2027-03-14T07:25:00Z')).toEqual([]);
    const run = { kind: 'run', campaign: 'birthday', scheduledTime: '2027-03-14T07:30:00.000Z' };
    expect(await sweepAt('2027-03-14T07:30:00Z')).toEqual([run]);
    expect([told(), errors]).toEqual([[], []]);
    expect(await sweepAt('2027-03-14T08:00:00Z')).toEqual([]);
    expect(errors).toEqual(['run-missed']);
    world.planned.push({ kind: 'run', campaign: 'birthday', scheduledTime: run.scheduledTime });
    await world.planAll();
    await world.sendAll();
    expect(world.rows()).toMatchObject([{ dueOn: '2027-03-14', state: 'sent' }]);
  });
});

describe('what a run that was missed for days still mails', () => {
  test('is what is valid; the rest expires and is told', async () => {
    const { world, sweepAt } = await aSilentSchedule({ validFor: { years: 0, months: 0, weeks: 0, days: 1 } });
    await world.run('birthday', '2027-03-13');
    await world.keep(aCustomer('C2', { birthday: '2000-03-15' }), aCustomer('C3', { birthday: '2000-03-16' }));
    await sweepAt('2027-03-16T09:30:00+09:00');
    await world.planAll();
    await world.sendAll();
    const states = world.rows().map(({ customer, state, reason }) => `${customer} ${state} ${reason}`);
    expect(states.toSorted()).toEqual(['C1 expired late', 'C2 sent ', 'C3 sent ']);
    expect(world.notices).toContainEqual(expect.objectContaining({ kind: 'send', customer: 'C1', state: 'expired' }));
  });
});
