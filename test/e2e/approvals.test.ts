import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import { readPick } from '../../lambda/domain/pages/picked-request.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { openRequest } from './approver.ts';
import { cardLinks, cardsAbout, linksByCustomer } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { startPageContainers } from './page-containers.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';

const day = '2027-03-15';
const rows = ['YES', 'NO', 'RACE', 'L1', 'L2', 'L3'].map((id) => aCustomerRow(id, { birthday: '2000-03-15' }));
const gift = aCampaignFile('gift', ['trigger: { every: year, on: customer.birthday }', 'approval: always']);

let cloud: LocalCloud;
let links: ReadonlyMap<string, string>;

beforeAll(async () => {
  cloud = await openCloudOn(day, { teams: { maxPostsPerSecond: 1_000 } });
  await loadFiles(cloud, [anImportFile('customers.csv', customersCsv(rows))], [gift], () => {});
  await cloud.runUntil(instantOf(day, '10:00', 'Asia/Tokyo'));
  links = linksByCustomer(cloud.teams.accepted(), 'a');
});
afterAll(() => closeSound(cloud));

const rowOf = async (id: string) => (await readSendLog(cloud)).find(({ customer }) => customer === id);
const mailsTo = (id: string) => cloud.mails().filter(({ destinations }) => destinations.includes(mailOf(id)));

/** What the cards say of a customer from here on. */
function listen(id: string): () => string {
  const before = cloud.teams.accepted().length;
  return () => cardsAbout(cloud.teams.accepted().slice(before), id).join('\n');
}

test('until somebody decides, nothing leaves', async () => {
  expect([...links.keys()].sort()).toEqual(['L1', 'L2', 'L3', 'NO', 'RACE', 'YES']);
  expect(cloud.mails()).toEqual([]);
  expect((await readSendLog(cloud)).map(({ state }) => state)).toEqual(rows.map(() => 'awaiting-approval'));
});

test('the approver opens the card’s link, approves, and the mail leaves; the log keeps who said so, and the owner is told', async () => {
  const told = listen('YES');
  const request = await openRequest(links.get('YES'));
  expect(request.status).toBe(200);
  expect(request.page).toContain('山田 花子様へ');
  expect(request.page).toContain(mailOf('YES'));
  expect(mailsTo('YES')).toEqual([]);

  const answer = await request.press('approved', '森 有紀', '名前を確かめました');
  await cloud.drain();

  expect(answer).toMatchObject({ status: 200, page: expect.stringContaining('<h1>承認しました</h1>') });
  expect(mailsTo('YES')).toHaveLength(1);
  const row = await rowOf('YES');
  expect(row?.state).toBe('delivered');
  expect(row?.decisions).toMatchObject([{ decision: 'approved', by: '森 有紀', comment: '名前を確かめました' }]);
  expect(told()).toContain('送信しました');
  expect(told()).toContain('<at>佐藤</at>');
});

test('who rejects a mail keeps it from leaving for good, and the owner hears who and why', async () => {
  const told = listen('NO');
  await (await openRequest(links.get('NO'))).press('rejected', '森 有紀', '先月お会いしました');
  await cloud.drain();

  expect(await rowOf('NO')).toMatchObject({
    ...{ state: 'rejected', reason: 'approval-rejected' },
    decisions: [{ decision: 'rejected', by: '森 有紀', comment: '先月お会いしました' }],
  });
  expect(mailsTo('NO')).toEqual([]);
  expect(told()).toContain('森 有紀');
  expect(told()).toContain('先月お会いしました');
  expect(told()).toContain('<at>佐藤</at>');
});

test('of fifty people who decide at once one counts, and all later visitors see who it was', async () => {
  const link = links.get('RACE') ?? '';
  const request = await openRequest(link);
  const containers = await startPageContainers(cloud, 10);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      containers.post(n, link, request.fill(n % 2 === 0 ? 'approved' : 'rejected', `担当${n}番`)),
    ),
  ).finally(containers.close);
  await cloud.drain();

  const row = await rowOf('RACE');
  const [decision, ...others] = row?.decisions ?? [];
  const winner = decision?.by ?? '';
  expect(others).toEqual([]);
  expect(winner).toMatch(/^担当\d+番$/);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(answers.filter(({ page }) => !page.includes(winner))).toEqual([]);
  expect(answers.filter(({ page }) => /<h1>(承認しました|見送りました)<\/h1>/.test(page))).toHaveLength(1);
  const isApproved = decision?.decision === 'approved';
  expect(row?.state).toBe(isApproved ? 'delivered' : 'rejected');
  expect(mailsTo('RACE')).toHaveLength(isApproved ? 1 : 0);

  const later = await openRequest(link);
  expect(later.page).toContain(winner);
  expect(later.page).not.toContain('<form');
});

test('from the list, two of three are approved together and the third waits on', async () => {
  const [list = ''] = cardLinks(cloud.teams.accepted(), 'l');
  const page = await (await fetch(list)).text();
  const picks = [...page.matchAll(/name="pick" value="([^"]+)"/g)].map(([, value = '']) => value);
  expect(picks.map((value) => readPick(value)?.customer).sort()).toEqual(['L1', 'L2', 'L3']);

  const form = new URLSearchParams({ decision: 'approved', name: '森 有紀', comment: '' });
  for (const pick of picks) if (readPick(pick)?.customer !== 'L2') form.append('pick', pick);
  const answer = await fetch(list, { method: 'POST', body: form });
  await cloud.drain();

  expect(answer.status).toBe(200);
  const states = await Promise.all(['L1', 'L2', 'L3'].map(async (id) => (await rowOf(id))?.state));
  expect(states).toEqual(['delivered', 'awaiting-approval', 'delivered']);
  expect(['L1', 'L2', 'L3'].map((id) => mailsTo(id).length)).toEqual([1, 0, 1]);
  expect((await (await fetch(list)).text()).match(/name="pick"/g)).toHaveLength(1);
});
