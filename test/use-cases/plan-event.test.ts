import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../lambda/domain/campaign/campaign.ts';
import { aCustomer, aRecord, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };

async function aFollowUp(changes: Partial<Campaign> = {}, ...events: readonly (readonly [id: string, at: string])[]) {
  const world = aWorld({ now: '2027-03-14T09:00:00+09:00' });
  await world.keep(
    aCustomer('C1'),
    ...events.map(([id, at]) =>
      aRecord('event', id, { name: 'download', customer: 'C1', at, data: '{"title":"手引き"}' }),
    ),
  );
  await world.goLive(
    aVersion(
      { id: 'follow-up', identity: 'follow-up', trigger: { kind: 'event', event: 'download' }, ...changes },
      { text: '{{event.title}}' },
    ),
  );
  return { ...world, happen: (event: string) => world.planned.push({ kind: 'event', campaign: 'follow-up', event }) };
}

describe('an event that has come due', () => {
  test('makes one mail that speaks of it, however often it is delivered', async () => {
    const world = await aFollowUp({}, ['e1', '2027-03-14T08:59:00+09:00']);
    world.happen('e1');
    world.happen('e1');
    await world.planAll();
    await world.sendAll();
    world.happen('e1');
    await world.planAll();
    await world.sendAll();
    expect(world.mails.map(({ text }) => text)).toEqual(['手引き\n']);
    expect(world.rows()).toMatchObject([
      { key: 'follow-up#customer/C1#e1#', date: '2027-03-14', dueOn: '2027-03-14', state: 'sent' },
    ]);
  });

  test('is kept to one mail in so many days', async () => {
    const trigger = { kind: 'event', event: 'download', oncePer: { ...none, days: 7 } } as const;
    const world = await aFollowUp(
      { trigger },
      ['e1', '2027-03-14T08:00:00+09:00'],
      ['e2', '2027-03-14T08:30:00+09:00'],
    );
    world.happen('e1');
    world.happen('e2');
    await world.planAll();
    await world.sendAll();
    expect(world.rows().map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', ''],
      ['skipped', 'recently-sent'],
    ]);
  });

  test('is too late when the mail is no longer valid', async () => {
    const world = await aFollowUp({}, ['e1', '2027-03-10T08:00:00+09:00']);
    world.happen('e1');
    await world.planAll();
    expect(world.rows()).toMatchObject([{ state: 'expired', reason: 'late' }]);
  });

  test('is looked after by sweep when its message is lost, also after an earlier one of the day was done', async () => {
    const world = await aFollowUp({}, ['e1', '2027-03-14T08:00:00+09:00'], ['e2', '2027-03-14T08:30:00+09:00']);
    world.happen('e1');
    await world.planAll();
    await world.sendAll();
    world.moveTo('2027-03-14T09:10:00+09:00');
    await world.sweep();
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
    world.happen('e2');
    await world.planAll();
    world.offered.length = 0;
    world.moveTo('2027-03-14T09:20:00+09:00');
    await world.sweep();
    await world.sendAll();
    expect(world.rows().map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  test('of a campaign that is not live does nothing', async () => {
    const world = await aFollowUp({ enabled: false }, ['e1', '2027-03-14T08:00:00+09:00']);
    world.happen('e1');
    await world.planAll();
    expect(world.rows()).toEqual([]);
  });
});
