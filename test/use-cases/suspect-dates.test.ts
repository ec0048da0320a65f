import { expect, test } from 'vitest';
import { acceptedMessages } from '../../lambda/use-cases/messages.ts';
import { aCampaignFile, versionOf } from '../domain/campaign-file/a-campaign-file.ts';
import { aCustomer, aRecord } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

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
  expect(await world.tools.customers.acceptSuspect({ type: 'customer', id: 'C1' }, 'birthday', '2000-03-14')).toBe(
    true,
  );
  world.moveTo('2028-03-14T09:00:00+09:00');
  await world.run('test', '2028-03-14');
  await world.sendAll();
  expect(world.mails).toHaveLength(3);
});

test('a date that is accepted while its mail is still valid is mailed after all, once', async () => {
  const world = await aBirthdayWorld();
  const accept = async (id: string) => {
    await world.tools.customers.acceptSuspect({ type: 'customer', id }, 'birthday', '2000-03-14');
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
