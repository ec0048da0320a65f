import { describe, expect, test } from 'vitest';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

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
    expect(world.notices.at(-1)).toMatchObject({ kind: 'send', state: 'uncertain' });
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

  test('brings the schedules into line with what is live', async () => {
    const world = aWorld();
    world.daily.set('gone', { at: '08:00', timeZone: 'UTC' });
    await world.goLive(aVersion(), aVersion({ id: 'off', enabled: false }));
    await world.sweep();
    expect([...world.daily]).toEqual([['birthday', { at: '09:00', timeZone: 'Asia/Tokyo' }]]);
  });
});
