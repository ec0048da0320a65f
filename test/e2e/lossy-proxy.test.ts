import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { type CallFaults, faultsByChance } from '../../local/cloud/proxy/call-fault.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';

const date = '2027-03-14';
const ids = Array.from({ length: 200 }, (_, n) => `C${n + 1}`);
const customers = customersCsv(ids.map((id, n) => aCustomerRow(id, { birthday: `${1960 + (n % 40)}-03-14` })));

// Of a thousand calls. Services that are asked a few times a day meet more, or they would meet none.
const often = faultsByChance(5, { 'lose-before': 30, 'lose-after': 30 });
const rarely = faultsByChance(5, { 'lose-before': 150, 'lose-after': 150 });
const rare = new Set(['s3', 'scheduler', 'secretsmanager']);
const faults: CallFaults = (call) => (rare.has(call.service) ? rarely(call) : often(call));

let cloud: LocalCloud;
let log: readonly SendRow[];

beforeAll(async () => {
  cloud = await openCloudOn(date, { faults, teams: { maxPostsPerSecond: 1_000 } });
  await loadFiles(cloud, [anImportFile('customers.csv', customers)], [aBirthdayCampaign()], () => {});
  await runDays(cloud, { from: date, until: date }, ['Asia/Tokyo']);
  log = await readSendLog(cloud);
}, 240_000);
afterAll(() => cloud?.close());

const met = (fault: string) => cloud.calls().filter((call) => call.fault === fault);
const mailsTo = (id: string) =>
  cloud.mails().filter((mail) => isCustomerMail(mail) && mail.destinations.includes(mailOf(id)));

test('connections broke on the way to every service, and on the way back', () => {
  const services = (fault: string) => [...new Set(met(fault).map(({ operation }) => operation.split(':')[0]))].sort();
  const all = ['dynamodb', 'events', 's3', 'scheduler', 'secretsmanager', 'ses', 'sqs'];
  expect([...new Set([...services('lose-before'), ...services('lose-after')])].sort()).toEqual(all);
  for (const operation of ['dynamodb:UpdateItem', 'sqs:SendMessageBatch', 'ses:SendRawEmail']) {
    expect(met('lose-after').map((call) => call.operation)).toContain(operation);
  }
});

test('each customer gets the mail once, or is called uncertain and named on a card', () => {
  const cards = cloud.teams.accepted().map(({ payload }) => JSON.stringify(payload));
  const uncertain = log.filter(({ state }) => state === 'uncertain').map(({ customer }) => customer);
  for (const id of ids) {
    expect(mailsTo(id).length, id).toBe(uncertain.includes(id) ? 0 : 1);
    if (uncertain.includes(id))
      expect(cards.filter((card) => card.includes(`${id}商店`)).length, id).toBeGreaterThan(0);
  }
  expect(log).toHaveLength(ids.length);
  expect(new Set(log.map(({ state }) => state))).toEqual(new Set(['delivered', 'uncertain']));
});

test('only mails whose request never arrived are uncertain: of the others SES tells by its events', () => {
  const lost = met('lose-before').filter(({ operation }) => operation === 'ses:SendRawEmail');
  expect(lost.length).toBeGreaterThan(0);
  expect(log.filter(({ state }) => state === 'uncertain')).toHaveLength(lost.length);
});

test('SES was asked once for each mail; what was asked again of other services did no harm', () => {
  const asked = cloud.calls().filter(({ operation }) => operation === 'ses:SendRawEmail');
  expect(asked).toHaveLength(ids.length);
  expect(met('lose-after').filter(({ operation }) => operation.startsWith('dynamodb:')).length).toBeGreaterThan(20);
  expect(cloud.deadLetters()).toEqual({});
});
