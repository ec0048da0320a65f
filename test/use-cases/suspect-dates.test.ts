import { expect, test } from 'vitest';
import { createMemoryEventTimes } from '../../lambda/adapters/memory/memory-event-times.ts';
import type { NewRecord } from '../../lambda/domain/records/record.ts';
import { takeUpsert } from '../../lambda/use-cases/events/take-record-change.ts';
import { acceptedMessages } from '../../lambda/use-cases/messages.ts';
import { reindexRecords } from '../../lambda/use-cases/reindex-records.ts';
import { aCampaignFile, versionOf } from '../domain/campaign-file/a-campaign-file.ts';
import { aCustomer, aRecord } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const byAColleague = { by: '佐藤', at: '2027-03-14T00:00:00.000Z' };
const suspect = (id: string, fields = {}) => ({ ...aCustomer(id, fields), suspects: ['birthday'] });

/** A world in which every birthday is mailed. */
async function aBirthdayWorld() {
  const world = aWorld();
  await world.goLive(versionOf(aCampaignFile({ trigger: '{ every: year, on: customer.birthday }' })));
  const seen = () => world.rows().map(({ customer, state, reason }) => `${customer} ${state} ${reason}`.trim());
  return { ...world, seen };
}

test('a date that looks made up starts no mail until somebody accepts it', async () => {
  const world = await aBirthdayWorld();
  await world.keep(suspect('C1'), aCustomer('C2'));
  await world.run('test', '2027-03-14');
  await world.sendAll();
  expect(world.seen()).toEqual(['C1 skipped suspect-date:birthday', 'C2 sent']);
  expect(
    await world.tools.customers.acceptSuspect({ type: 'customer', id: 'C1' }, 'birthday', '2000-03-14', byAColleague),
  ).toBe(true);
  world.moveTo('2028-03-14T09:00:00+09:00');
  await world.run('test', '2028-03-14');
  await world.sendAll();
  expect(world.mails).toHaveLength(3);
});

test('a date that is accepted while its mail is still valid is mailed after all, once', async () => {
  const world = await aBirthdayWorld();
  const accept = async (id: string) => {
    await world.tools.customers.acceptSuspect({ type: 'customer', id }, 'birthday', '2000-03-14', byAColleague);
    world.planned.push(...acceptedMessages('customer', 'birthday', [id]));
    await world.planAll();
    await world.sendAll();
  };
  await world.keep(suspect('C1'), suspect('C2'), aCustomer('C3'));
  await world.run('test', '2027-03-14');
  await world.sendAll();
  world.moveTo('2027-03-17T23:00:00+09:00');
  await accept('C1');
  await accept('C1');
  expect(world.mails).toHaveLength(2);
  world.moveTo('2027-03-18T01:00:00+09:00');
  await accept('C2');
  expect(world.seen()).toEqual(['C1 sent', 'C2 skipped suspect-date:birthday', 'C3 sent']);
});

test('accepting plans no mail that no run has held back', async () => {
  const world = await aBirthdayWorld();
  await world.run('test', '2027-03-14');
  await world.keep(aCustomer('C1'), aCustomer('C2', { birthday: '2000-03-15' }));
  world.planned.push(...acceptedMessages('customer', 'birthday', ['C1', 'C2']));
  await world.planAll();
  expect(world.rows()).toEqual([]);
});

test('a date that comes to look made up between plan and sender stops the mail', async () => {
  const world = await aBirthdayWorld();
  await world.keep(aCustomer('C1'));
  await world.run('test', '2027-03-14');
  await world.keep(suspect('C1', { note: 'another file' }));
  await world.sendAll();
  expect(world.seen()).toEqual(['C1 skipped suspect-date:birthday']);
  expect(world.mails).toEqual([]);
});

test('a date that is corrected to a later day of the year is mailed then', async () => {
  const world = await aBirthdayWorld();
  await world.keep(suspect('C1'));
  await world.run('test', '2027-03-14');
  await world.keep(aCustomer('C1', { birthday: '1981-03-15' }));
  world.moveTo('2027-03-15T09:00:00+09:00');
  await world.run('test', '2027-03-15');
  await world.sendAll();
  expect(world.seen()).toEqual(['C1 sent']);
});

test('a suspect date of another field, or of a record that is only spoken of, stops nothing', async () => {
  const world = aWorld();
  await world.keep(
    { ...aCustomer('C1', { contractEnd: '9999-12-31' }), suspects: ['contractEnd'] },
    { ...aRecord('contract', 'K1', { customer: 'C1', endDate: '2027-03-14' }), suspects: [] },
    { ...aRecord('contract', 'K2', { customer: 'C1', endDate: '9999-12-31' }), suspects: ['endDate'] },
  );
  await world.goLive(versionOf(aCampaignFile({ trigger: '{ on: contract.endDate }' })));
  await world.run('test', '2027-03-14');
  await world.sendAll();
  expect(world.rows().map(({ record, state }) => `${record} ${state}`)).toEqual(['contract/K1 sent']);
});

test('the reason names the record that holds the date', async () => {
  const world = aWorld();
  await world.keep(aCustomer('C1'), {
    ...aRecord('contract', 'K1', { customer: 'C1', endDate: '2027-03-14' }),
    suspects: ['endDate'],
  });
  await world.goLive(versionOf(aCampaignFile({ trigger: '{ on: contract.endDate }' })));
  await world.run('test', '2027-03-14');
  expect(world.rows().map(({ reason }) => reason)).toEqual(['suspect-date:contract.endDate']);
});

test('whichever way the same date comes again, one that was accepted is mailed and one that was not never is', async () => {
  const world = await aBirthdayWorld();
  const birthday = '1970-01-01';
  const ways: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    // A file of other columns, and a smaller one in which the date stands out no more.
    'other columns': (id) => put({ type: 'customer', id, fields: { note: 'x' }, covers: ['note'] }),
    'another file': async (id) => world.keep(aCustomer(id, { birthday, note: 'y' })),
    event: (id) =>
      takeUpsert(
        { ...world.tools, eventTimes: createMemoryEventTimes() },
        { record: { type: 'customer', id, fields: { birthday }, covers: ['birthday'] }, extraColumns: [] },
        { id: 'e', at: '2026-12-31T00:00:00.000Z', source: 'crm' },
      ),
    'related record': async (id) => world.keep(aRecord('contract', `K-${id}`, { customer: id, endDate: '2027-12-31' })),
    reindex: () => reindexRecords(world.tools, 'customer', () => {}),
  };
  const put = (record: NewRecord) => world.tools.customers.putMany([record]);
  const names = Object.keys(ways);
  for (const name of names) await world.keep(suspect(`yes ${name}`, { birthday }), suspect(`no ${name}`, { birthday }));
  const all = names.map((name) => `yes ${name}`);
  for (const id of all)
    await world.tools.customers.acceptSuspect({ type: 'customer', id }, 'birthday', birthday, byAColleague);
  for (const name of names) for (const id of [`yes ${name}`, `no ${name}`]) await ways[name]?.(id);
  world.moveTo('2027-01-01T09:00:00+09:00');
  await world.run('test', '2027-01-01');
  await world.sendAll();
  // What was held back is looked at again, and held back again.
  world.planned.push(...acceptedMessages('customer', 'birthday', [...all, ...names.map((name) => `no ${name}`)]));
  await world.planAll();
  await world.sendAll();
  expect(world.seen().sort()).toEqual(
    [...names.map((name) => `no ${name} skipped suspect-date:birthday`), ...all.map((id) => `${id} sent`)].sort(),
  );
});
