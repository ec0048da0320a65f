import { afterAll, beforeAll, expect, test } from 'vitest';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runServedDays } from '../../local/run/run-served-days.ts';
import { createLocalCloudBackend } from '../../local/viewer/local-cloud-backend.ts';
import type { ViewerBackend } from '../../local/viewer/viewer-backend.ts';
import { openRequest } from './approver.ts';
import { linksByCustomer } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import {
  aBirthdayCampaign,
  aCampaignFile,
  aCustomerRow,
  anImportFile,
  customersCsv,
  mailOf,
  openCloudOn,
} from './small-company.ts';

const zones = ['Asia/Tokyo'];
const date = '2027-03-15';
const rows = [
  aCustomerRow('TODAY', { birthday: '2000-03-15' }),
  aCustomerRow('NEXT', { birthday: '2000-03-16' }),
  aCustomerRow('ASK', { contractEnd: '2020-03-15' }),
];
const renewal = (body: string) =>
  aCampaignFile('renewal', ['trigger: { every: year, on: customer.contractEnd }', 'approval: always'], body);

let cloud: LocalCloud;
let viewer: ViewerBackend;

// What `npm start` does.
beforeAll(async () => {
  cloud = await openCloudOn(date, { teams: { maxPostsPerSecond: 1_000 } });
  const templates = [aBirthdayCampaign(), renewal('<p>{{name}}様</p>')];
  await loadFiles(cloud, [anImportFile('customers.csv', customersCsv(rows))], templates, () => {});
  cloud.clock.hold();
  await runServedDays(cloud, { from: date, until: date }, zones);
  viewer = createLocalCloudBackend({ cloud, zones, date, stage: local.stage });
});
afterAll(() => closeSound(cloud));

const mailsTo = (id: string) => cloud.mails().filter(({ destinations }) => destinations.includes(mailOf(id)));

test('the day that was run goes on until somebody moves the clock, and the links of its cards hold', async () => {
  const standsAtMs = cloud.clock.nowMs();
  expect(new Date(standsAtMs).toISOString()).toMatch(/^2027-03-15T14:59:0/);
  expect(mailsTo('TODAY')).toHaveLength(1);
  const stop = linksByCustomer(cloud.teams.accepted(), 's');
  expect((await fetch(stop.get('TODAY') ?? '')).status).toBe(200);
  expect((await fetch(stop.get('NEXT') ?? '')).status).toBe(200);
  expect(cloud.clock.nowMs()).toBe(standsAtMs);
});

test('a file that is dropped meanwhile is what the pages and the functions then know', async () => {
  const { key, text } = renewal('<p>{{name}}様、新しい文面です</p>');
  const link = linksByCustomer(cloud.teams.accepted(), 'a').get('ASK');
  expect((await openRequest(link)).page).not.toContain('新しい文面です');
  await viewer.upload(key, new TextEncoder().encode(text));
  const request = await openRequest(link);
  expect(request.page).toContain('新しい文面です');

  await request.press('approved', '森 有紀', '');
  await cloud.drain();
  expect(mailsTo('ASK')).toHaveLength(1);
  expect((await readSendLog(cloud)).find(({ customer }) => customer === 'ASK')?.state).toBe('delivered');
});

test('the next day runs when it is asked for, and stays', async () => {
  await viewer.runThrough('2027-03-16');
  expect(mailsTo('NEXT')).toHaveLength(1);
  expect(new Date(cloud.clock.nowMs()).toISOString()).toMatch(/^2027-03-16T14:59:0/);
});
