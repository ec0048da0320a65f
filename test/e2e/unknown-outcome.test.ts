import { afterEach, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { openRequest } from './approver.ts';
import { cardLinks, linksByCustomer } from './card-links.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];
const day = '2027-03-14';
const nextDay = '2027-03-15';
const ids = ['ARRIVED', 'LOST', 'NOT-NEEDED', 'NEVER-LEFT', 'LATE-EVENT'];
const rows = ids.map((id) => aCustomerRow(id, { birthday: '2000-03-14' }));
const customers = anImportFile('customers.csv', customersCsv(rows));

let cloud: LocalCloud | undefined;
afterEach(() => cloud?.close());

test('a mail whose answer and events were lost is asked about, and each of the three answers does what it says', async () => {
  const faulty = new Set(ids.map(mailOf));
  cloud = await openCloudOn(day, {
    ses: {
      // SES takes them all but one, and says so of none: neither in its answer nor by an event.
      faults: ({ request: { destinations } }) => {
        const [to = ''] = destinations;
        if (!faulty.delete(to)) return undefined;
        return { kind: to === mailOf('NEVER-LEFT') ? 'drop-before' : 'drop-after' };
      },
      carryEvents: (events) =>
        events.filter((event) => {
          const isSecond = JSON.stringify(event).includes('"attempt":["2"]');
          return isSecond || JSON.stringify(event).includes(mailOf('LATE-EVENT'));
        }),
    },
  });
  const { cards, mails } = cloud;
  const outcomes = async () => {
    const found = cloud === undefined ? [] : await readSendLog(cloud);
    return Object.fromEntries(found.map(({ customer, state, reason }) => [customer, `${state} ${reason}`.trim()]));
  };
  await loadFiles(cloud, [customers], [aBirthdayCampaign()], () => {});
  await runDays(cloud, { from: day, until: day }, zones);

  const asked = linksByCustomer(cards(), 'o');
  expect([...asked.keys()].sort()).toEqual(['ARRIVED', 'LOST', 'NEVER-LEFT', 'NOT-NEEDED']);
  expect(await outcomes()).toMatchObject({ 'LATE-EVENT': 'delivered', LOST: 'uncertain unknown-outcome' });

  const answer = async (customer: string, decision: string, name = '佐藤') => {
    const link = asked.get(customer) ?? '';
    const { page } = await openRequest(link);
    const attempt = /name="attempt" value="(\d+)"/.exec(page)?.[1] ?? '1';
    const body = new URLSearchParams({ decision, attempt, name, comment: '電話で確認' });
    return (await fetch(link, { method: 'POST', body })).text();
  };
  expect(await answer('ARRIVED', 'went-out')).toContain('<h1>送信済みにしました</h1>');
  expect(await answer('NEVER-LEFT', 'again')).toContain('<h1>もう一度送ることにしました</h1>');
  expect(await answer('NOT-NEEDED', 'dropped')).toContain('<h1>送らないことにしました</h1>');
  // Whoever comes later sees who was first.
  expect(await answer('NOT-NEEDED', 'again', '鈴木')).toContain('佐藤 さんが');
  await runDays(cloud, { from: nextDay, until: nextDay }, zones);

  expect(await outcomes()).toEqual({
    ARRIVED: 'sent went-out-by-person',
    LOST: 'uncertain unknown-outcome',
    'NOT-NEEDED': 'cancelled dropped-by-person',
    'NEVER-LEFT': 'delivered',
    'LATE-EVENT': 'delivered',
  });
  const to = mails().flatMap(({ destinations }) => destinations);
  expect(to.filter((address) => ids.map(mailOf).includes(address)).sort()).toEqual(ids.map(mailOf).sort());
  // Only who has not answered is reminded, once.
  const titles = JSON.stringify(cards()).match(/【送信の確認・再度のお願い】[^"]*/g) ?? [];
  expect(new Set(titles)).toEqual(new Set(['【送信の確認・再度のお願い】birthdayの案内（1件）']));
  expect(cardLinks(cards(), 'o').length).toBeGreaterThan(0);
  expect(cloud.failures()).toEqual([]);
  expect(cloud.deadLetters()).toEqual({});
});
