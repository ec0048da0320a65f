import { afterEach, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { SesEvent } from '../../local/endpoints/ses/ses-events.ts';
import type { SesOptions } from '../../local/endpoints/ses.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import {
  aBirthdayCampaign,
  aCampaignFile,
  aCustomerRow,
  anImportFile,
  type CustomerRow,
  customersCsv,
  mailOf,
  openCloudOn,
} from './small-company.ts';

const from = '2027-03-14';
const simulator = (name: string) => `${name}@simulator.amazonses.com`;
const body = '<p>{{sender.name}} {{sender.address}} {{sender.contact}} <a href="{{unsubscribeUrl}}">配信停止</a></p>';

/** A marketing campaign: the same file as one about a contract, but for its category. */
function anOffer(id: string, trigger: string) {
  const { key, text } = aCampaignFile(id, [`trigger: ${trigger}`], body);
  return { key, text: text.replace('category: contract', 'category: marketing') };
}

let cloud: LocalCloud;
afterEach(() => cloud?.close());

async function aCompany(
  rows: readonly CustomerRow[],
  campaigns: Parameters<typeof loadFiles>[2],
  ses: SesOptions = {},
) {
  cloud = await openCloudOn(from, { ses });
  await loadFiles(cloud, [anImportFile('customers.csv', customersCsv(rows))], campaigns, () => {});
}

const run = (until: string) => runDays(cloud, { from, until }, ['Asia/Tokyo']);

/** How the log stands: customer, campaign and offset, then state and reason. */
async function outcomes(): Promise<Readonly<Record<string, string>>> {
  const rows = await readSendLog(cloud);
  return Object.fromEntries(
    rows.map(({ customer, campaign, offset, state, reason }) => [
      [customer, campaign, offset].join(' ').trim(),
      [state, reason].join(' ').trim(),
    ]),
  );
}

/** The words of every card that names the customer's company. */
const cardsAbout = (customer: string) =>
  cloud.teams
    .accepted()
    .map(({ payload }) => JSON.stringify(payload))
    .filter((text) => text.includes(`${customer}商店`));

test('a dead address gets nothing more, a complaint ends marketing and its campaign, and owners are told once', async () => {
  const due = { birthday: '2000-03-14', contractEnd: '2027-03-15' };
  await aCompany(
    [
      aCustomerRow('DEAD', { ...due, email: simulator('Bounce+dead') }),
      aCustomerRow('LISTED', { ...due, email: simulator('suppressionlist+1') }),
      aCustomerRow('SPAM', { ...due, email: simulator('complaint+spam') }),
      aCustomerRow('CROSS', { birthday: '2000-03-15', contractEnd: '2027-03-14', email: simulator('complaint+cross') }),
      aCustomerRow('AWAY', { ...due, email: simulator('ooto+away') }),
      aCustomerRow('FINE', due),
    ],
    [
      anOffer('offer', '{ every: year, on: customer.birthday }'),
      anOffer('offer-again', '{ every: year, after: customer.birthday, offsets: [P1D] }'),
      aCampaignFile('ending', ['trigger: { after: customer.contractEnd, offsets: [P0D, P1D] }']),
      aCampaignFile('ended', ['trigger: { after: customer.contractEnd, offsets: [P1D] }']),
    ],
  );
  await run('2027-03-16');
  expect(await outcomes()).toEqual({
    'DEAD offer': 'bounced hard-bounce',
    'DEAD offer-again P1D': 'skipped suppressed',
    'DEAD ending P0D': 'skipped suppressed',
    'DEAD ending P1D': 'skipped suppressed',
    'DEAD ended P1D': 'skipped suppressed',
    'LISTED offer': 'bounced hard-bounce',
    'LISTED offer-again P1D': 'skipped suppressed',
    'LISTED ending P0D': 'skipped suppressed',
    'LISTED ending P1D': 'skipped suppressed',
    'LISTED ended P1D': 'skipped suppressed',
    'SPAM offer': 'complained',
    'SPAM offer-again P1D': 'skipped suppressed',
    // Contract mail still leaves, until it is complained of too.
    'SPAM ending P0D': 'complained',
    'SPAM ending P1D': 'skipped suppressed',
    'SPAM ended P1D': 'complained',
    'CROSS ending P0D': 'complained',
    'CROSS offer': 'skipped suppressed',
    'CROSS offer-again P1D': 'skipped suppressed',
    'CROSS ending P1D': 'skipped suppressed',
    'CROSS ended P1D': 'complained',
    // An automatic answer is no bounce.
    'AWAY offer': 'delivered',
    'AWAY offer-again P1D': 'delivered',
    'AWAY ending P0D': 'delivered',
    'AWAY ending P1D': 'delivered',
    'AWAY ended P1D': 'delivered',
    'FINE offer': 'delivered',
    'FINE offer-again P1D': 'delivered',
    'FINE ending P0D': 'delivered',
    'FINE ending P1D': 'delivered',
    'FINE ended P1D': 'delivered',
  });
  expect(cardsAbout('DEAD').filter((text) => text.includes('宛先に届きませんでした')).length).toBe(1);
  expect(cardsAbout('SPAM').filter((text) => text.includes('迷惑メールとして報告されました')).length).toBeGreaterThan(
    0,
  );
  expect(cardsAbout('FINE').filter((text) => text.includes('届きました')).length).toBe(0);

  const rows = await readSendLog(cloud);
  const cards = cloud.cards().length;
  for (const event of [...cloud.sesEvents()].reverse()) {
    cloud.ses.publish(event);
    cloud.ses.publish(event);
  }
  await cloud.drain();
  await run('2027-03-17');
  expect(await readSendLog(cloud)).toEqual(rows);
  expect(cloud.cards()).toHaveLength(cards);
  expect(cloud.failures()).toEqual([]);
  expect(cloud.deadLetters()).toEqual({});
});

test('an address that sends mail back three times in a row gets no more; one that takes a mail in between does', async () => {
  let day = '';
  const fateOf: SesOptions['fateOf'] = (address) => {
    const isTaken = address === mailOf('TIDY') && day === '2027-03-16';
    return isTaken ? 'delivered' : 'soft-bounced';
  };
  await aCompany(
    ['FULL', 'TIDY'].map((id) => aCustomerRow(id, { birthday: '2000-03-13' })),
    [
      aCampaignFile('course', [
        'trigger: { every: year, after: customer.birthday, offsets: [P1D, P2D, P3D, P4D, P5D] }',
      ]),
    ],
    { fateOf },
  );
  for (day of ['2027-03-14', '2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18']) await run(day);
  const [came, back] = ['bounced soft-bounce', 'skipped suppressed'];
  expect(await outcomes()).toEqual({
    ...{ 'FULL course P1D': came, 'FULL course P2D': came, 'FULL course P3D': came },
    ...{ 'FULL course P4D': back, 'FULL course P5D': back },
    ...{ 'TIDY course P1D': came, 'TIDY course P2D': came, 'TIDY course P3D': 'delivered' },
    ...{ 'TIDY course P4D': came, 'TIDY course P5D': came },
  });
  expect(cloud.failures()).toEqual([]);
});

test('events that come twice and backwards, or before the sender knows, end in the same log and are told once', async () => {
  await aCompany(
    [
      aCustomerRow('FINE', { birthday: '2000-03-14' }),
      aCustomerRow('SPAM', { birthday: '2000-03-14', email: simulator('complaint') }),
    ],
    [aBirthdayCampaign()],
    {
      carryEvents: (events) => [...events, ...events].reverse(),
      // Both mails are taken, but the sender of one is not told.
      faults: ({ request }) => (request.destinations.includes(mailOf('FINE')) ? { kind: 'drop-after' } : undefined),
    },
  );
  await run(from);
  expect(await outcomes()).toEqual({ 'FINE birthday': 'delivered', 'SPAM birthday': 'complained' });
  expect(cloud.mails()).toHaveLength(2);
  expect(cardsAbout('SPAM').filter((text) => text.includes('迷惑メールとして報告されました'))).toHaveLength(1);
  expect((await readSendLog(cloud)).every(({ messageId }) => messageId !== '')).toBe(true);
});

test('a mail whose events are long on their way is sent meanwhile, and delivered in the end', async () => {
  const late: SesEvent[] = [];
  await aCompany([aCustomerRow('FINE', { birthday: '2000-03-14' })], [aBirthdayCampaign()], {
    carryEvents(events) {
      late.push(...events);
      return [];
    },
  });
  await run(from);
  expect(await outcomes()).toEqual({ 'FINE birthday': 'sent' });
  await run('2027-03-15');
  for (const event of late) cloud.ses.publish(event);
  await cloud.drain();
  expect(await outcomes()).toEqual({ 'FINE birthday': 'delivered' });
});
