import PostalMime from 'postal-mime';
import { afterEach, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv, openCloudOn } from './small-company.ts';

const birthday = '2027-03-14';
const dayAfter = '2027-03-15';
const customers = anImportFile('customers.csv', customersCsv([aCustomerRow('C1', { birthday: '2000-03-14' })]));
const body = '<p>{{sender.name}} {{sender.address}} {{sender.contact}} <a href="{{unsubscribeUrl}}">配信停止</a></p>';

/** A marketing campaign: the same file as one about a contract, but for its category. */
function anOffer(id: string, trigger: string) {
  const { key, text } = aCampaignFile(id, [`trigger: ${trigger}`], body);
  return { key, text: text.replace('category: contract', 'category: marketing') };
}

let cloud: LocalCloud | undefined;
afterEach(() => cloud?.close());

test('one click in the mail program, and no further marketing mail leaves', async () => {
  cloud = await openCloudOn(birthday);
  const offers = [
    anOffer('birthday', '{ every: year, on: customer.birthday }'),
    anOffer('day-after', '{ every: year, after: customer.birthday, offsets: [P1D] }'),
  ];
  await loadFiles(cloud, [customers], offers, () => {});
  await runDays(cloud, { from: birthday, until: birthday }, ['Asia/Tokyo']);
  const [mail] = cloud.mails();
  const { headers } = await PostalMime.parse(mail?.raw ?? '');
  const link = /<(http[^>]+)>/.exec(headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '')?.[1] ?? '';

  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  await runDays(cloud, { from: dayAfter, until: dayAfter }, ['Asia/Tokyo']);

  expect(answer.status).toBe(200);
  expect((await readSendLog(cloud)).map(({ campaign, state, reason }) => [campaign, state, reason])).toEqual([
    ['birthday', 'delivered', ''],
    ['day-after', 'skipped', 'opted-out'],
  ]);
  expect(cloud.failures()).toEqual([]);
});
