import { describe, expect, test } from 'vitest';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { aRequest } from './a-request.ts';

async function aRunAtNine() {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  return world;
}

describe('sweeping', () => {
  test('offers a planned mail again whose message was lost, but not one that is still on its way', async () => {
    const world = await aRunAtNine();
    world.offered.length = 0;
    world.moveTo('2027-03-14T09:05:00+09:00');
    await world.sweep();
    expect(world.offered).toEqual([]);
    world.moveTo('2027-03-14T09:11:00+09:00');
    await world.sweep();
    await world.sendAll();
    expect(world.rows()).toMatchObject([{ state: 'sent' }]);
  });

  test('closes a run once nothing of it is left to send, and reads it no more', async () => {
    const world = await aRunAtNine();
    await world.sweep();
    expect(await world.tools.campaigns.openRuns()).toHaveLength(1);
    await world.sendAll();
    world.moveTo('2027-03-14T09:10:00+09:00');
    await world.sweep();
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
  });

  test('calls a mail uncertain whose sender died after claiming it', async () => {
    const world = await aRunAtNine();
    const [row] = world.rows();
    if (row === undefined) throw new Error('nothing was planned');
    await world.tools.sendLog.move(row, ['planned'], { state: 'sending', reason: '', at: '2027-03-14T00:00:01Z' });
    world.moveTo('2027-03-14T09:10:00+09:00');
    await world.sweep();
    expect(world.rows()).toMatchObject([{ state: 'sending' }]);
    world.moveTo('2027-03-14T09:16:00+09:00');
    await world.sweep();
    expect(world.rows()).toMatchObject([{ state: 'uncertain', reason: 'unknown-outcome' }]);
    expect(world.notices.filter((notice) => notice.kind === 'send' && notice.state === 'uncertain')).toEqual([]);
  });

  test('starts a missed run and asks after cards even where reading the rows that wait takes all its time', async () => {
    const world = aWorld();
    await world.goLive(aVersion());
    const [asked, neverEnds] = [Promise.withResolvers<void>(), new Promise<never>(() => {})];
    world.tools.sendLog.waiting = () => neverEnds;
    world.tools.heartbeats.open = async () => {
      asked.resolve();
      return [];
    };
    world.moveTo('2027-03-14T09:31:00+09:00');
    void world.sweep();
    await asked.promise;
    expect(world.planned).toMatchObject([{ kind: 'run', campaign: 'birthday' }]);
  });

  test('offers also what a run planned that never came to its end', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'));
    await world.goLive(aVersion());
    const advance = world.tools.campaigns.advanceWatermark;
    world.tools.campaigns.advanceWatermark = async () => {
      throw new Error('no answer');
    };
    await expect(world.run('birthday', '2027-03-14')).rejects.toThrow('no answer');
    world.tools.campaigns.advanceWatermark = advance;
    world.offered.length = 0;
    world.moveTo('2027-03-14T09:30:00+09:00');
    await world.sweep();
    expect(world.offered).toEqual([]);
    world.moveTo('2027-03-14T10:00:00+09:00');
    await world.sweep();
    await world.sendAll();
    expect(world.rows()).toMatchObject([{ state: 'sent' }]);
    await world.sweep();
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
  });

  test('does all the rest when a part of it fails, and says that it failed', async () => {
    const world = await aRunAtNine();
    await world.sendAll();
    world.moveTo('2027-03-14T09:10:00+09:00');
    const list = world.tools.schedules.list;
    world.tools.schedules.list = async () => {
      throw new Error('no answer');
    };
    await expect(world.sweep()).rejects.toThrow('no answer');
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
    world.tools.schedules.list = list;
    await world.sweep();
  });

  test('lets an approval that nobody gave expire when the mail is too old, and says so', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1', { approvalRequired: true }));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-14');
    world.moveTo('2027-03-17T23:00:00+09:00');
    await world.sweep();
    expect(world.rows()).toMatchObject([{ state: 'awaiting-approval' }]);
    world.moveTo('2027-03-18T00:00:01+09:00');
    await world.sweep();
    expect(world.rows()).toMatchObject([{ state: 'expired', reason: 'approval-expired' }]);
    expect(world.notices.at(-1)).toMatchObject({ kind: 'send', state: 'expired' });
  });

  test('has the approver reminded once of a request that nobody has decided for some hours', async () => {
    const { world, only, at } = await aRequest();
    const reminders = () => world.notices.filter(({ kind }) => kind === 'approval-reminder');
    await at('2027-03-14T12:59:59+09:00');
    expect(reminders()).toEqual([]);
    await at('2027-03-14T13:00:00+09:00');
    const { campaign, customer, key } = only();
    expect(reminders()).toEqual([{ kind: 'approval-reminder', campaign, customer, key }]);
    expect(only()).toMatchObject({ state: 'awaiting-approval', remindedAt: '2027-03-14T04:00:00.000Z' });
    for (const later of ['14T18:00', '15T09:00', '17T23:59']) await at(`2027-03-${later}:00+09:00`);
    expect(reminders()).toHaveLength(1);
    await at('2027-03-18T00:00:00+09:00');
    expect(only()).toMatchObject({ state: 'expired', reason: 'approval-expired' });
  });

  test('reminds nobody of a request that has been decided, or that expires before the hours are over', async () => {
    const decided = await aRequest();
    await decided.answer({ decision: 'rejected' });
    await decided.at('2027-03-14T13:00:00+09:00');
    const short = await aRequest({ stage: { remindApproverAfterHours: 200 } });
    await short.at('2027-03-17T23:59:00+09:00');
    await short.at('2027-03-18T00:00:00+09:00');
    expect(short.outcome()).toBe('expired approval-expired');
    const notices = [...decided.world.notices, ...short.world.notices];
    expect(notices.filter(({ kind }) => kind === 'approval-reminder')).toEqual([]);
  });

  test('ends a request whose campaign is gone instead of reminding of it', async () => {
    const { world, outcome, at } = await aRequest();
    await world.withdraw('birthday');
    await at('2027-03-14T13:00:00+09:00');
    expect(outcome()).toBe('cancelled campaign-withdrawn');
    expect(world.notices.filter(({ kind }) => kind === 'approval-reminder')).toEqual([]);
  });

  test('follows a validity that was changed since the request', async () => {
    const { world, outcome, at } = await aRequest();
    await at('2027-03-14T13:00:00+09:00');
    const validFor = { years: 0, months: 0, weeks: 1, days: 0 };
    await world.goLive(aVersion({ validFor }, { version: 'v2' }));
    await at('2027-03-18T00:00:00+09:00');
    expect(outcome()).toBe('awaiting-approval');
    await at('2027-03-22T00:00:00+09:00');
    expect(outcome()).toBe('expired approval-expired');
    expect(world.notices.filter(({ kind }) => kind === 'approval-reminder')).toHaveLength(1);
  });

  test('has it reported when nobody answered whether cards still arrive', async () => {
    const world = aWorld();
    const place = { kind: 'channel', name: '営業' } as const;
    await world.tools.heartbeats.ask({ id: 'h1', place, askedAt: '2027-03-08T00:00:00.000Z' });
    await world.sweep();
    await world.sweep();
    expect(world.notices).toEqual([{ kind: 'heartbeat-missed', ids: ['h1'] }]);
  });

  test('brings the schedules into line with what is live', async () => {
    const world = aWorld();
    world.daily.set('gone', { at: '08:00', timeZone: 'UTC' });
    await world.goLive(aVersion(), aVersion({ id: 'off', enabled: false }));
    await world.sweep();
    expect([...world.daily]).toEqual([['birthday', { at: '09:00', timeZone: 'Asia/Tokyo' }]]);
  });
});
