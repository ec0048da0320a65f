import { afterEach, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];
const today = '2027-03-14';
const tomorrow = '2027-03-15';
const rows = ['C1', 'C2', 'C3'].map((id) => aCustomerRow(id, { birthday: '2000-03-15' }));
const customers = anImportFile('customers.csv', customersCsv(rows));

let cloud: LocalCloud | undefined;
afterEach(() => cloud?.close());

/** The links beside the names in the digest, by customer. */
function stopLinks(cards: LocalCloud['cards']): ReadonlyMap<string, string> {
  const links = JSON.stringify(cards()).match(/http[^\s")\\]+\/s\/[^\s")\\]+/g) ?? [];
  return new Map(
    links.map((link) => {
      const payload = new URL(link).pathname.split('/').at(-1)?.split('.')[0] ?? '';
      return [String(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).c), link];
    }),
  );
}

function press(link: string | undefined, action: 'stop' | 'resume'): Promise<Response> {
  return fetch(link ?? '', { method: 'POST', body: new URLSearchParams({ action }) });
}

test('the digest names tomorrow’s mails, and the one that is stopped there is not sent, unless that is taken back', async () => {
  cloud = await openCloudOn(today);
  await loadFiles(cloud, [customers], [aBirthdayCampaign()], () => {});
  await runDays(cloud, { from: today, until: today }, zones);
  const links = stopLinks(cloud.cards);
  expect([...links.keys()].sort()).toEqual(['C1', 'C2', 'C3']);

  // A link scanner opens every link of every card.
  for (const link of links.values()) for (let visit = 0; visit < 10; visit += 1) await (await fetch(link)).text();
  expect(await readSendLog(cloud)).toEqual([]);
  const pressed = [
    await press(links.get('C1'), 'stop'),
    await press(links.get('C2'), 'stop'),
    await press(links.get('C2'), 'resume'),
  ];
  expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200]);
  await runDays(cloud, { from: tomorrow, until: tomorrow }, zones);

  expect(
    (await readSendLog(cloud)).map(({ customer, state, reason }) => `${customer} ${state} ${reason}`.trim()),
  ).toEqual([...['C1 stopped stopped-by-person', 'C2 delivered', 'C3 delivered']]);
  expect(cloud.mails().map(({ destinations }) => destinations)).toEqual(
    expect.arrayContaining([[mailOf('C2')], [mailOf('C3')]]),
  );
  expect(cloud.mails()).toHaveLength(2);
  expect(cloud.failures()).toEqual([]);
});
