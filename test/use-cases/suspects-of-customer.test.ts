import { expect, test } from 'vitest';
import { suspectsOfCustomer } from '../../lambda/use-cases/suspects-of-customer.ts';
import { aCustomer, aRecord } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

test('a customer’s dates that look made up are their own and those of their records, open and accepted, and nobody else’s', async () => {
  const world = aWorld();
  const by = { by: '佐藤', at: '2027-03-14T00:00:00.000Z' };
  await world.keep(
    { ...aCustomer('C1', { birthday: '1900-01-01' }), suspects: ['birthday'] },
    { ...aCustomer('C2', { birthday: '1970-01-01' }), suspects: ['birthday'] },
    { ...aRecord('contract', 'K1', { customer: 'C1', endDate: '9999-12-31' }), suspects: ['endDate'] },
    { ...aRecord('contract', 'K2', { customer: 'C2', endDate: '9999-12-31' }), suspects: ['endDate'] },
  );
  await world.tools.customers.acceptSuspect({ type: 'contract', id: 'K1' }, 'endDate', '9999-12-31', by);
  const name = ({ type, id }: { readonly type: string; readonly id: string }) => `${type}/${id}`;
  const dates = (await suspectsOfCustomer(world.tools, 'C1')) ?? [];
  expect(dates.map((date) => [name(date), date.value, 'cause' in date ? date.cause : date.accepted])).toEqual([
    ['customer/C1', '1900-01-01', 'default-date'],
    ['contract/K1', '9999-12-31', by],
  ]);
  expect(await suspectsOfCustomer(world.tools, 'C3')).toBeUndefined();
});
