import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf, localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { approve, openRequest } from './approver.ts';
import { cardsAbout, linksByCustomer, linksIn } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv, openCloudOn } from './small-company.ts';

const zone = 'Asia/Tokyo';
// 2027-04-30 is a Friday; Saturday, Sunday and three national holidays follow.
const friday = '2027-04-30';
const daysOff = ['2027-05-01', '2027-05-02', '2027-05-03', '2027-05-04', '2027-05-05'];
const thursday = '2027-05-06';
const at = (date: string, time: string) => instantOf(date, time, zone);
const idOf = (date: string) => `D${date.slice(5).replace('-', '')}`;

const customers = customersCsv(
  [friday, ...daysOff, thursday].map((date) => aCustomerRow(idOf(date), { birthday: date.replace('2027', '2000') })),
);
const gift = aCampaignFile('gift', [
  ...['trigger: { every: year, on: customer.birthday }', 'approval: always'],
  ...['approver: mori@minamo-coffee.example.jp', 'validFor: P1D'],
]);

let cloud: LocalCloud;
let links: ReadonlyMap<string, string>;

beforeAll(async () => {
  cloud = await openCloudOn(friday, { teams: { maxPostsPerSecond: 1_000 } });
  await loadFiles(cloud, [anImportFile('customers.csv', customers)], [gift], () => {});
  await cloud.runUntil(at(friday, '10:00'));
  links = linksByCustomer(cloud.teams.accepted(), 'a');
});
afterAll(() => closeSound(cloud));

async function outcomes(): Promise<Readonly<Record<string, string>>> {
  const rows = await readSendLog(cloud);
  return Object.fromEntries(rows.map(({ customer, state, reason }) => [customer, `${state} ${reason}`.trim()]));
}

const mailTime = ({ atMs }: { readonly atMs: number }) => `${localDate(atMs, zone)} ${localTime(atMs, zone)}`;
const reminders = () => cloud.mails().filter((mail) => !isCustomerMail(mail));

test('what is due over the holidays is asked for on the working day before them, what is due after them is not', async () => {
  expect([...links.keys()].sort()).toEqual([friday, ...daysOff].map(idOf));
  expect(await outcomes()).toEqual(
    Object.fromEntries([friday, ...daysOff].map((date) => [idOf(date), 'awaiting-approval'])),
  );
  expect((await readSendLog(cloud)).map(({ dueOn }) => dueOn)).toEqual([friday, ...daysOff]);
});

test('who has not decided after four hours is reminded once, by mail, of all that waits', async () => {
  await approve(links.get(idOf('2027-05-03')));
  await cloud.runUntil(at(friday, '12:55'));
  expect(reminders()).toEqual([]);
  await cloud.runUntil(at(friday, '13:10'));
  await cloud.runUntil(at(friday, '20:00'));
  const [mail, ...others] = reminders();
  expect(others).toEqual([]);
  expect(mail?.atMs).toBeLessThan(at(friday, '13:11'));
  expect(mail?.destinations).toEqual(['mori@minamo-coffee.example.jp']);
  expect(mail?.tags).toContainEqual({ name: 'kind', value: 'notice' });
  const { html, text, subject } = await PostalMime.parse(mail?.raw ?? '');
  expect(subject).toContain('承認依頼');
  for (const date of [friday, ...daysOff]) {
    const isDecided = date === '2027-05-03';
    expect(html?.includes(`${idOf(date)}商店`)).toBe(!isDecided);
  }
  const toDecide = linksIn([html, text]).filter((link) => link.includes('/a/'));
  expect(toDecide.length).toBeGreaterThanOrEqual(5);
  for (const link of new Set(toDecide)) expect((await fetch(link)).status).toBe(200);
});

test('what is approved before its day leaves on its day and not before', async () => {
  await cloud.runUntil(at('2027-05-03', '08:59'));
  expect(cloud.mails().filter(isCustomerMail)).toEqual([]);
  await cloud.runUntil(at('2027-05-03', '12:00'));
  const [mail, ...others] = cloud.mails().filter(isCustomerMail);
  expect(others).toEqual([]);
  expect(mail?.destinations).toEqual(['d0503@example.com']);
  expect(mailTime(mail ?? { atMs: 0 })).toMatch(/^2027-05-03 09:0/);
});

test('what nobody decides expires when it has become too old, and people are told', async () => {
  await cloud.runUntil(at(thursday, '10:00'));
  expect(await outcomes()).toEqual({
    [idOf(friday)]: 'expired approval-expired',
    [idOf('2027-05-01')]: 'expired approval-expired',
    [idOf('2027-05-02')]: 'expired approval-expired',
    [idOf('2027-05-03')]: 'delivered',
    [idOf('2027-05-04')]: 'expired approval-expired',
    // validFor: P1D: until the end of the next day.
    [idOf('2027-05-05')]: 'awaiting-approval',
    [idOf(thursday)]: 'awaiting-approval',
  });
  const cards = cardsAbout(cloud.teams.accepted(), idOf('2027-05-01'));
  const told = cards.filter((card) => card.includes('期限までに承認されませんでした'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('<at>佐藤</at>');
  const row = (await readSendLog(cloud)).find(({ dueOn }) => dueOn === '2027-05-01');
  expect(Date.parse(row?.at ?? '')).toBeGreaterThanOrEqual(at(addDays('2027-05-01', 2), '00:00'));
});

test('a request that has expired says so, and takes no decision', async () => {
  const { page } = await openRequest(links.get(idOf('2027-05-04')));
  expect(page).not.toContain('<form');
  const form = new URLSearchParams({ decision: 'approved', name: '佐藤', comment: '', digest: '' });
  await fetch(links.get(idOf('2027-05-04')) ?? '', { method: 'POST', body: form });
  await cloud.drain();
  expect((await outcomes())[idOf('2027-05-04')]).toBe('expired approval-expired');
  expect(cloud.mails().filter(isCustomerMail)).toHaveLength(1);
});
