import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { readBefore, readOutcome } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { summarize } from '../../local/run/summarize.ts';
import { aBirthdayCampaign, aCustomerRow, customersCsv, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];
const customers = customersCsv([
  aCustomerRow('DAY-1', { birthday: '2000-03-14' }),
  aCustomerRow('DAY-2', { birthday: '2000-03-15' }),
  aCustomerRow('DAY-3', { birthday: '2000-03-16' }),
]);

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await openCloudOn('2027-03-14');
});
afterAll(() => cloud?.close());

test('a summary counts what its own call did, late mails of a missed day among it, and nothing of an earlier call', async () => {
  const one = { from: '2027-03-14', until: '2027-03-14' };
  const beforeOne = await readBefore(cloud);
  const birthday = aBirthdayCampaign();
  await cloud.putObject('imports/customers.csv', customers);
  await cloud.putObject(birthday.key, birthday.text);
  await cloud.drain();
  await runDays(cloud, one, zones);
  expect(summarize(one, await readOutcome(cloud, beforeOne))).toMatchObject({
    ok: true,
    mails: 1,
    states: { delivered: 1 },
  });

  const three = { from: '2027-03-16', until: '2027-03-16' };
  const beforeThree = await readBefore(cloud);
  await runDays(cloud, three, zones);
  const outcome = await readOutcome(cloud, beforeThree);
  expect(outcome.rows).toHaveLength(3);
  expect(outcome.changedRows.map(({ customer, dueOn }) => [customer, dueOn])).toEqual([
    ['DAY-2', '2027-03-15'],
    ['DAY-3', '2027-03-16'],
  ]);
  expect(summarize(three, outcome)).toMatchObject({ ok: true, mails: 2, states: { delivered: 2 } });

  expect(summarize(three, await readOutcome(cloud, await readBefore(cloud)))).toMatchObject({ mails: 0, states: {} });
});
