import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../lambda/domain/calendar/plain-date.ts';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { synthesize } from '../../local/run/synthesize.ts';
import { cardLinks } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { aCampaignFile, aCustomerRow, customersCsv, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];
const week = Array.from({ length: 7 }, (_, n) => addDays('2027-03-08', n));
const spike = '2027-03-15';
const usual = 3;
const tooMany = 300;
const bornOn = (day: string, count: number, name: string) =>
  Array.from({ length: count }, (_, n) =>
    aCustomerRow(`${name}${n}`, { birthday: `${1930 + (n % 70)}${day.slice(4)}` }),
  );
const file = (id: string) => aCampaignFile(id, ['trigger: { every: year, on: customer.birthday }', 'validFor: P1D']);
/** Two campaigns for the same birthdays: one run will be dropped, the other released. */
const campaigns = ['dropped', 'released'] as const;

let cloud: LocalCloud;

beforeAll(async () => {
  const brake = { factor: 5, floor: 20, firstRun: 1_000, runs: 30, atLeast: 5 };
  const outdir = await synthesize({ ...local, stage: { ...local.stage, brake } });
  cloud = await openCloudOn('2027-03-08', { outdir, teams: { maxPostsPerSecond: 1_000 } });
  const days = [...week, addDays(spike, 1)];
  await cloud.putObject('imports/customers.csv', customersCsv(days.flatMap((day, n) => bornOn(day, usual, `W${n}-`))));
  for (const { key, text } of campaigns.map(file)) await cloud.putObject(key, text);
  await cloud.drain();
  for (const day of week) await runDays(cloud, { from: day, until: day }, zones);
}, 300_000);
afterAll(() => closeSound(cloud));

const rowsOf = async (campaign: string, day: string) =>
  (await readSendLog(cloud)).filter((row) => row.campaign === campaign && row.dueOn === day);
const statesOf = async (campaign: string, day: string) => [
  ...new Set((await rowsOf(campaign, day)).map(({ state, reason }) => `${state} ${reason}`.trim())),
];
/** Colleagues are mailed, too: a heartbeat that nobody answered. */
const customerMails = () =>
  cloud.mails().filter(({ destinations }) => destinations.every((each) => each.endsWith('@example.com')));
const heldCards = () =>
  cloud.teams.accepted().filter(({ payload }) => JSON.stringify(payload).includes('件数が多いため止めています'));

async function press(campaign: string, decision: 'released' | 'dropped', name: string): Promise<string> {
  const link = cardLinks(heldCards(), 'r').find((each) => {
    const [payload = ''] = new URL(each).pathname.split('/').at(-1)?.split('.') ?? [];
    return Buffer.from(payload, 'base64url').toString('utf8').includes(`"${campaign}"`);
  });
  if (link === undefined) throw new Error(`No card leads to the run of ${campaign}`);
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ decision, name, comment: '' }) });
  const page = await answer.text();
  await cloud.drain();
  return page;
}

test('a week of usual days leaves, and no card asks anything', async () => {
  expect(customerMails()).toHaveLength(week.length * usual * campaigns.length);
  expect(heldCards()).toEqual([]);
});

test('an import that makes 300 people’s birthday today sends none of them a mail; one card for each campaign says how many', async () => {
  const before = customerMails().length;
  await cloud.putObject('imports/customers.csv', customersCsv(bornOn(spike, tooMany, 'S')));
  await cloud.drain();
  await runDays(cloud, { from: spike, until: spike }, zones);
  expect(customerMails().length).toBe(before);
  for (const campaign of campaigns) expect(await statesOf(campaign, spike)).toEqual(['waiting brake']);
  const cards = heldCards().map(({ payload }) => JSON.stringify(payload));
  expect(cards).toHaveLength(2);
  for (const card of cards) {
    expect(card).toContain(`${tooMany}件`);
    expect(card).toContain('"20件"');
    expect(card).toContain('2027年3月16日');
  }
});

test('what is dropped is never sent, what is released is sent once, and who looks later sees who decided', async () => {
  const before = customerMails().length;
  expect(await press('dropped', 'dropped', '森 有紀')).toContain('<h1>送らないことに決まりました</h1>');
  expect(await press('dropped', 'released', '田中')).toContain('森 有紀 さんが');
  expect(customerMails().length).toBe(before);
  expect(await press('released', 'released', '森 有紀')).toContain('<h1>送ることに決まりました</h1>');
  expect(await press('released', 'released', '森 有紀')).toContain('森 有紀 さんが');
  const sent = customerMails().slice(before);
  expect(sent).toHaveLength(tooMany);
  expect(new Set(sent.flatMap(({ destinations }) => destinations)).size).toBe(tooMany);
  expect(await statesOf('released', spike)).toEqual(['delivered']);
  expect(await statesOf('dropped', spike)).toEqual(['cancelled dropped-by-person']);
});

test('the next day’s usual runs go, and nothing of the dropped one with them', async () => {
  const before = customerMails().length;
  const next = addDays(spike, 1);
  await runDays(cloud, { from: next, until: next }, zones);
  expect(customerMails().length - before).toBe(usual * campaigns.length);
  expect(await statesOf('dropped', spike)).toEqual(['cancelled dropped-by-person']);
  expect(heldCards()).toHaveLength(2);
});
