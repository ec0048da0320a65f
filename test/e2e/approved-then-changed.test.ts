import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { approve, openRequest } from './approver.ts';
import { cardsAbout, linksByCustomer } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import {
  aCustomerRow,
  aMarketingFile,
  anImportFile,
  type CustomerRow,
  customersCsv,
  mailOf,
  openCloudOn,
} from './small-company.ts';

// Approved on Friday, changed on Saturday, due on Sunday.
const [friday, saturday, sunday] = ['2027-03-12', '2027-03-13', '2027-03-14'];
const at = (date: string, time: string) => instantOf(date, time, 'Asia/Tokyo');

/** A campaign on the birthdays of the customers whose note names it, each mail of which somebody must approve. */
const gift = (id: string, body: string) =>
  aMarketingFile(
    id,
    ['trigger: { every: year, on: customer.birthday }', 'approval: always', `where: { 備考: ${id} }`],
    body,
  );
const giftFor = { gift: gift('gift', '<p>{{name}}様</p>'), edited: gift('edited', '<p>{{name}}様</p>') };
const removed = gift('removed', '<p>{{name}}様</p>');
/** Leaves on Saturday without being asked for, to those with a contract that ends then. */
const hello = aMarketingFile('hello', ['trigger: { before: customer.contractEnd, offsets: [P0D] }']);

const aCustomer = (id: string, changes: Partial<CustomerRow> = {}) =>
  aCustomerRow(id, { birthday: '2000-03-14', note: 'gift', ...changes });
const before = [
  aCustomer('SAME'),
  aCustomer('EDITED', { note: 'edited' }),
  aCustomer('REMOVED', { note: 'removed' }),
  aCustomer('RENAMED'),
  aCustomer('ELSEWHERE'),
  aCustomer('LEFT', { contractEnd: saturday }),
  aCustomer('BOUNCED', { contractEnd: saturday, email: 'bounce+b@simulator.amazonses.com' }),
  aCustomer('ERASED'),
  aCustomer('FLAGGED'),
  aCustomer('GONE'),
  aCustomer('MOVED'),
];
const after = [
  aCustomer('RENAMED', { name: '山本 花子' }),
  aCustomer('ELSEWHERE', { note: 'none' }),
  aCustomer('FLAGGED', { stopped: 'はい' }),
  aCustomer('MOVED', { birthday: '2000-06-14' }),
];

let cloud: LocalCloud;
let cardsOnSunday = 0;

beforeAll(async () => {
  cloud = await openCloudOn(friday, { teams: { maxPostsPerSecond: 1_000 } });
  await loadFiles(
    cloud,
    [anImportFile('customers.csv', customersCsv(before))],
    [...Object.values(giftFor), removed, hello],
    () => {},
  );
  await cloud.runUntil(at(friday, '10:00'));
  const links = linksByCustomer(cloud.teams.accepted(), 'a');
  for (const { id } of before) await approve(links.get(id));
  await cloud.runUntil(at(saturday, '12:00'));
  await changeEverything();
  cardsOnSunday = cloud.teams.accepted().length;
  await cloud.runUntil(at(sunday, '10:00'));
});
afterAll(() => closeSound(cloud));

async function changeEverything(): Promise<void> {
  await cloud.putObject('campaigns/edited.hbs', gift('edited', '<p>{{name}}様、おめでとうございます</p>').text);
  await cloud.deleteObject(removed.key);
  await cloud.putObject('imports/customers.csv', customersCsv(after));
  await cloud.dynamo.send(
    new DeleteCommand({
      TableName: cloud.variable('CUSTOMERS_TABLE'),
      Key: { pk: 'customer#GONE', sk: 'record' },
    }),
  );
  const erased = { pk: 'customer#ERASED', sk: 'refusals', erased: true };
  await cloud.dynamo.send(new PutCommand({ TableName: cloud.variable('REFUSALS_TABLE'), Item: erased }));
  const [mail] = mailsTo('LEFT');
  const { headers } = await PostalMime.parse(mail?.raw ?? '');
  const header = headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  await fetch(/<(http[^>]+)>/.exec(header)?.[1] ?? '', { method: 'POST', body });
  await cloud.drain();
}

const mailsTo = (id: string) => cloud.mails().filter(({ destinations }) => destinations.includes(mailOf(id)));

/** The row that was approved; the other gifts are not for this customer. */
async function giftRow(id: string) {
  return (await readSendLog(cloud)).find(({ customer, decisions }) => customer === id && decisions !== undefined);
}

const isDigest = (card: string) => /今日 \d+件/.test(card);

test('an approved mail that is still the same leaves on its day, when its time has come', async () => {
  const [mail] = mailsTo('SAME');
  expect(mailsTo('SAME')).toHaveLength(1);
  expect(mail?.atMs).toBeGreaterThanOrEqual(at(sunday, '09:00'));
  expect(mail?.atMs).toBeLessThan(at(sunday, '09:10'));
  expect((await giftRow('SAME'))?.state).toBe('delivered');
});

test.each([
  ['the text was changed', 'EDITED'],
  ['the customer’s name was changed', 'RENAMED'],
])('when %s after the approval, no mail leaves and a new card asks again', async (_, id) => {
  expect(mailsTo(id)).toEqual([]);
  expect(await giftRow(id)).toMatchObject({
    ...{ state: 'awaiting-approval', reason: 'approval-void' },
    decisions: [{ decision: 'approved' }, { decision: 'void' }],
  });
  const cards = cardsAbout(cloud.teams.accepted().slice(cardsOnSunday), id).filter((card) => card.includes('承認依頼'));
  expect(cards).toHaveLength(1);
  expect(cards[0]).toContain('承認のあとで内容が変わった');
});

test.each([
  ['“where” holds no longer', 'ELSEWHERE', 'skipped where-false'],
  ['the customer has left', 'LEFT', 'skipped opted-out'],
  ['the address is dead', 'BOUNCED', 'skipped suppressed'],
  ['the customer has been erased', 'ERASED', 'skipped erased'],
  ['the stop flag is set', 'FLAGGED', 'stopped stop-flag'],
  ['the customer’s row is gone', 'GONE', 'cancelled record-missing'],
  ['the date has moved', 'MOVED', 'cancelled date-changed'],
  ['the campaign is gone', 'REMOVED', 'cancelled campaign-withdrawn'],
])('when %s, the approved mail does not leave, the log says why, and so does a card', async (_, id, outcome) => {
  const row = await giftRow(id);
  expect(`${row?.state} ${row?.reason}`).toBe(outcome);
  expect(mailsTo(id).filter(({ tags }) => tags.some(({ value }) => value.includes('gift')))).toEqual([]);
  // Of a customer whose row is gone, only the id is known.
  const name = id === 'GONE' ? 'GONE' : `${id}商店`;
  const cards = cloud.teams
    .accepted()
    .slice(cardsOnSunday)
    .map(({ payload }) => JSON.stringify(payload));
  expect(cards.filter((card) => !isDigest(card) && card.includes(name))).toHaveLength(1);
});

test('what is asked again is approved as it is now, and leaves so', async () => {
  const link = linksByCustomer(cloud.teams.accepted(), 'a').get('EDITED');
  expect((await openRequest(link)).page).toContain('おめでとうございます');
  await approve(link);
  await cloud.drain();
  const [mail] = mailsTo('EDITED');
  expect((await PostalMime.parse(mail?.raw ?? '')).html).toContain('おめでとうございます');
  expect((await giftRow('EDITED'))?.decisions?.map(({ decision }) => decision)).toEqual([
    'approved',
    'void',
    'approved',
  ]);
});
