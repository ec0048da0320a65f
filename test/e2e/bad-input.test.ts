import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCampaignStore } from '../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { SesFault, SesFaults } from '../../local/endpoints/ses/ses-fault.ts';
import type { TeamsAnswer, TeamsAnswers } from '../../local/endpoints/teams.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aBirthdayCampaign, aCampaignFile, aCustomerRow, customersCsv, mailOf, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];
const day = '2027-03-14';
const nextDay = '2027-03-15';
const birthday = '2000-03-14';

const customers = customersCsv([
  aCustomerRow('GOOD-1', { birthday }),
  aCustomerRow('NO-ADDRESS', { birthday, email: '' }),
  aCustomerRow('NO-COMPANY', { birthday, company: '' }),
  aCustomerRow('BAD-DATE', { birthday: '2001-02-29' }),
  aCustomerRow('REJECTED', { birthday }),
  aCustomerRow('THROTTLED', { birthday }),
  aCustomerRow('UNANSWERED', { birthday }),
  aCustomerRow('OVER-QUOTA', { contractEnd: day }),
])
  // Row 10, with a quote too many.
  .concat('BROKEN,"壊れた"会社,山田 花子,broken@example.com,,,2000-03-14,\n')
  .concat(customersCsv([aCustomerRow('GOOD-2', { birthday })]).replace(/^.*\n/, ''));

const templates = [
  aBirthdayCampaign('birthday', '<p>{{company}} {{name}}様</p>'),
  aCampaignFile('renewal', ['trigger: { before: customer.contractEnd, offsets: [P0D] }', 'at: "10:00"']),
  aCampaignFile('broken', ['trigger: { every: year, on: customer.birthdya }']),
];

/** GOOD-1, GOOD-2, THROTTLED and UNANSWERED use up the quota of the first day. */
const quota = 4;

/** What goes wrong with the mail to an address, once. */
function sesFaults(): SesFaults {
  const faults = new Map<string, SesFault>([
    [mailOf('REJECTED'), { kind: 'status', status: 400, code: 'MessageRejected', message: 'Address blacklisted.' }],
    [
      mailOf('THROTTLED'),
      { kind: 'status', status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' },
    ],
    [mailOf('UNANSWERED'), { kind: 'drop-after' }],
  ]);
  return ({ request }) => {
    const [to = ''] = request.destinations;
    const fault = faults.get(to);
    faults.delete(to);
    return fault;
  };
}

/** The webhook fails in three ways in a row before it answers; one card it refuses for good. */
function webhookAnswers(): TeamsAnswers {
  const failures: TeamsAnswer[] = [{ status: 500 }, { status: 429, headers: { 'retry-after': '1' } }, { drop: true }];
  return (_, payload) => (JSON.stringify(payload).includes('refuse-me') ? { status: 400 } : failures.shift());
}

describe('a day on which everything goes wrong', () => {
  let cloud: LocalCloud;
  let dayOne: readonly SendRow[];
  let rows: readonly SendRow[];

  beforeAll(async () => {
    cloud = await openCloudOn(day, {
      ses: { faults: sesFaults(), max24HourSend: quota },
      teams: { answers: webhookAnswers() },
    });
    for (const { key, text } of templates) await cloud.putObject(key, text);
    await cloud.putObject('imports/members.csv', customers);
    await cloud.putObject('imports/refuse-me.csv', customers);
    await cloud.putObject('imports/customers.csv', customers);
    await cloud.drain();
    await runDays(cloud, { from: day, until: day }, zones);
    dayOne = await readSendLog(cloud);
    await runDays(cloud, { from: nextDay, until: nextDay }, zones);
    rows = await readSendLog(cloud);
  });
  afterAll(() => cloud?.close());

  function outcomes(of: readonly SendRow[]): Readonly<Record<string, string>> {
    return Object.fromEntries(of.map(({ customer, state, reason }) => [customer, `${state}:${reason}`]));
  }

  /** The texts of the cards that were accepted, each card in one string. */
  function cards(): readonly string[] {
    return cloud.teams.accepted().map(({ payload }) => JSON.stringify(payload));
  }

  function cardsWith(...texts: readonly string[]): readonly string[] {
    return cards().filter((card) => texts.every((text) => card.includes(text)));
  }

  async function errorFile(name: string): Promise<string> {
    const [key = '', ...others] = await cloud.listObjects(`import-errors/${name}-`);
    expect(others).toEqual([]);
    return (await cloud.readObject(key))?.toString('utf8') ?? '';
  }

  test('debug', async () => {
    console.log(rows, dayOne, cards(), await cloud.listObjects(''), cloud.deadLetters(), cloud.failures());
    console.log(cloud.teams.posts().map(({ status }) => status));
    console.log(await errorFile('customers'), await errorFile('members'));
  });
});
