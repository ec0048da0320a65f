import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { AcceptedMail } from '../../local/endpoints/ses/accepted-mail.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { linksIn } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { followLinks } from './follow-links.ts';
import {
  aCampaignFile,
  aCustomerRow,
  aMarketingFile,
  anImportFile,
  customersCsv,
  openCloudOn,
} from './small-company.ts';
import { wholeState } from './whole-state.ts';

// A Monday: the day of the weekly check card.
const day = '2027-03-15';
const at = (date: string, time: string) => instantOf(date, time, 'Asia/Tokyo');
const rows = [
  aCustomerRow('FORM', { birthday: '2000-03-15', contractEnd: '2027-05-01' }),
  aCustomerRow('MULTIPART', { birthday: '2000-03-15' }),
  aCustomerRow('ASKED-1', { contractEnd: day }),
  aCustomerRow('ASKED-2', { contractEnd: day }),
];
const campaigns = [
  aMarketingFile('birthday', ['trigger: { every: year, on: customer.birthday }']),
  aMarketingFile('day-after', ['trigger: { every: year, after: customer.birthday, offsets: [P1D] }']),
  aCampaignFile('ending', ['trigger: { before: customer.contractEnd, offsets: [P0D] }', 'approval: always']),
];

let cloud: LocalCloud;
let links: readonly string[];

beforeAll(async () => {
  cloud = await openCloudOn(day, { teams: { maxPostsPerSecond: 1_000 } });
  await loadFiles(cloud, [anImportFile('customers.csv', customersCsv(rows))], campaigns, () => {});
  // Until the approver has been reminded by mail.
  await cloud.runUntil(at(day, '13:30'));
  const mailed = await Promise.all(cloud.mails().map(linksOfMail));
  const all = [...cloud.cards().flatMap(({ payload }) => linksIn(payload)), ...mailed.flat()];
  // The rest names the cards' schema, and is no link.
  links = [...new Set(all)].filter((link) => link.startsWith(cloud.pagesUrl));
});
afterAll(() => closeSound(cloud));

async function linksOfMail({ raw }: AcceptedMail): Promise<readonly string[]> {
  const { html = '', text = '', headers } = await PostalMime.parse(raw);
  return linksIn([html.replaceAll('&amp;', '&'), text, ...headers.map(({ value }) => value)]);
}

const kindOf = (link: string) => new URL(link).pathname.split('/')[1] ?? '';

test('a scanner that opens every link of every mail and card fifty times, and all that the pages lead to, changes nothing', async () => {
  expect([...new Set(links.map(kindOf))].sort()).toEqual(['a', 'h', 'l', 'm', 's', 'u']);
  const before = await wholeState(cloud);
  const calls = cloud.calls().length;

  const visited = await followLinks(links, 50);
  await cloud.drain();

  // Each link of a mail or card, and the frames within: of what waits for approval, and of what was sent.
  expect(
    visited
      .filter(({ url }) => url.endsWith('/mail'))
      .map(({ url }) => kindOf(url))
      .sort(),
  ).toEqual(['a', 'a', 'm', 'm']);
  expect(visited.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await wholeState(cloud)).toEqual(before);
  const operations = cloud
    .calls()
    .slice(calls)
    .filter(({ functionName }) => functionName !== 'local');
  expect(new Set(operations.map(({ operation }) => operation))).toEqual(
    new Set(['secretsmanager:GetSecretValue', 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']),
  );
}, 120_000);

test('one click as mail services post it, as a form or multipart, is answered at once, and no later marketing mail leaves, also not a planned one', async () => {
  const clicks = {
    FORM: {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    MULTIPART: {
      body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    },
  };
  const sent = cloud.mails().filter(isCustomerMail);
  cloud.clock.moveTo(at('2027-03-16', '09:00'));
  await planDayAfter();
  expect(await dayAfter()).toEqual(['FORM planned', 'MULTIPART planned']);

  for (const [id, { body, headers }] of Object.entries(clicks)) {
    const mail = sent.find(({ destinations }) => destinations.includes(`${id.toLowerCase()}@example.com`));
    const parsed = await PostalMime.parse(mail?.raw ?? '');
    const header = (name: string) => parsed.headers.find(({ key }) => key === name)?.value ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [link = ''] = linksIn(header('list-unsubscribe'));
    const answer = await fetch(link, { method: 'POST', body, headers, redirect: 'manual' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('location')).toBeNull();
  }
  await cloud.drain();
  await cloud.runUntil(at('2027-03-16', '12:00'));

  expect(await dayAfter()).toEqual(['FORM skipped opted-out', 'MULTIPART skipped opted-out']);
  expect(cloud.mails().filter(isCustomerMail)).toEqual(sent);
});

/** Plans the next day's campaign as its schedule would, and leaves its mails on their way. */
async function planDayAfter(): Promise<void> {
  const body = JSON.stringify({ kind: 'run', campaign: 'day-after', scheduledTime: '2027-03-16T00:00:00Z' });
  const attributes = { ApproximateReceiveCount: '1' };
  const answer = await cloud.invoke('plan', { Records: [{ messageId: 'm1', body, attributes }] });
  expect(answer).toEqual({ batchItemFailures: [] });
}

async function dayAfter(): Promise<readonly string[]> {
  const rows = (await readSendLog(cloud)).filter(({ campaign }) => campaign === 'day-after');
  return rows.map(({ customer, state, reason }) => `${customer} ${state} ${reason}`.trim());
}
