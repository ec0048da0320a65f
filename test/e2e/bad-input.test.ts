import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCampaignStore } from '../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { localDate } from '../../lambda/domain/calendar/zone.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { SesFault, SesFaults } from '../../local/endpoints/ses/ses-fault.ts';
import type { SesOptions } from '../../local/endpoints/ses.ts';
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

const operators = 'platform@minamo-coffee.example.jp';

/** What goes wrong with the mail to an address, once; the quota is used up for one of them as long as it is so. */
function sesFaults(isQuotaUsedUp: () => boolean): SesFaults {
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
    if (to === mailOf('OVER-QUOTA') && isQuotaUsedUp()) {
      return { kind: 'status', status: 400, code: 'Throttling', message: 'Daily message quota exceeded.' };
    }
    const fault = faults.get(to);
    faults.delete(to);
    return fault;
  };
}

/** Events come on a best-effort basis: those of the mail whose answer was lost are lost too. */
function eventsBut(lost: string): NonNullable<SesOptions['carryEvents']> {
  return (events) => events.filter((event) => !JSON.stringify(event).includes(lost));
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
    let isFirstDay = true;
    cloud = await openCloudOn(day, {
      ses: { faults: sesFaults(() => isFirstDay), carryEvents: eventsBut(mailOf('UNANSWERED')) },
      teams: { answers: webhookAnswers() },
    });
    for (const { key, text } of templates) await cloud.putObject(key, text);
    await cloud.putObject('imports/members.csv', customers);
    await cloud.putObject('imports/refuse-me.csv', customers);
    await cloud.putObject('imports/customers.csv', customers);
    await cloud.drain();
    await runDays(cloud, { from: day, until: day }, zones);
    dayOne = await readSendLog(cloud);
    isFirstDay = false;
    await runDays(cloud, { from: nextDay, until: nextDay }, zones);
    rows = await readSendLog(cloud);
  });
  afterAll(() => cloud?.close());

  function outcomes(of: readonly SendRow[]): Readonly<Record<string, string>> {
    return Object.fromEntries(of.map(({ customer, state, reason }) => [customer, `${state}:${reason}`]));
  }

  /** Cards that Teams took and that show all of these texts. */
  function cardsWith(...texts: readonly string[]): readonly string[] {
    const cards = cloud.teams.accepted().map(({ payload }) => JSON.stringify(payload));
    return cards.filter((card) => texts.every((text) => card.includes(text)));
  }

  /** The one error file of an import, as lines without its heading. */
  async function errorLines(name: string): Promise<readonly string[]> {
    const [key = '', ...others] = await cloud.listObjects(`import-errors/${name}-`);
    expect(others).toEqual([]);
    const text = (await cloud.readObject(key))?.toString('utf8') ?? '';
    return text.trimEnd().split('\r\n').slice(1);
  }

  test('a broken campaign file is told with its place and what was meant, and the sound ones are live beside it', async () => {
    const table = cloud.variable('CAMPAIGNS_TABLE');
    const manifest = await createCampaignStore({ client: cloud.dynamo, table }).manifest();
    expect(Object.keys(manifest.campaigns).sort()).toEqual(['birthday', 'renewal']);
    expect(manifest.rejected).toMatchObject({ 'campaigns/broken.hbs': { problems: [{ line: 5, column: 29 }] } });
    expect(cardsWith('campaigns/broken.hbs', '5行目 29文字目', 'もしかして: customer.birthday')).toHaveLength(1);
    for (const campaign of ['birthday', 'renewal']) {
      expect(cardsWith(`公開しました：${campaign}の案内`)).toHaveLength(1);
    }
  });

  test('a bad date and a broken row are listed with row and column, and every other row is in', async () => {
    const [badDate, brokenRow, ...others] = await errorLines('customers');
    expect(badDate).toMatch(/^customers\.csv,5,誕生日,2001-02-29,日付として読めません/);
    expect(brokenRow).toMatch(/^customers\.csv,10,,"BROKEN,.*引用符/);
    expect(others).toEqual([]);
    expect(cardsWith('取り込みました：customers.csv', '"8件"', '"2件"', 'import-errors/customers-')).toHaveLength(1);
  });

  test('a file whose name says nothing is not read, and the card and its error file say what to call it', async () => {
    expect(await errorLines('members')).toEqual([expect.stringMatching(/^members\.csv,1,,,.*customers\.csv/)]);
    expect(cardsWith('取り込みました：members.csv', 'import-errors/members-')).toHaveLength(1);
  });

  test('every candidate stands in the send log with what became of it', () => {
    expect(outcomes(dayOne)).toEqual({
      'GOOD-1': 'delivered:',
      'GOOD-2': 'delivered:',
      'NO-ADDRESS': 'skipped:invalid-address',
      'NO-COMPANY': 'skipped:missing-value:company',
      REJECTED: 'failed:rejected-by-ses',
      THROTTLED: 'delivered:',
      UNANSWERED: 'uncertain:unknown-outcome',
      'OVER-QUOTA': 'waiting:quota',
    });
  });

  test('what the quota held back leaves the day after, and nothing else changes', () => {
    expect(outcomes(rows)).toEqual({ ...outcomes(dayOne), 'OVER-QUOTA': 'delivered:' });
    const late = rows.find(({ customer }) => customer === 'OVER-QUOTA');
    expect(late?.dueOn).toBe(day);
    expect(localDate(Date.parse(late?.at ?? ''), 'Asia/Tokyo')).toBe(nextDay);
  });

  test('every mail left once, the one whose answer was lost too', async () => {
    const left = [...['GOOD-1', 'GOOD-2', 'OVER-QUOTA', 'THROTTLED', 'UNANSWERED'].map(mailOf), operators].sort();
    const addresses = () =>
      cloud
        .mails()
        .flatMap(({ destinations }) => destinations)
        .sort();
    expect(addresses()).toEqual(left);
    for (const campaign of ['birthday', 'renewal']) {
      const body = JSON.stringify({ kind: 'run', campaign, scheduledTime: `${day}T00:00:00Z` });
      await cloud.invoke('plan', { Records: [{ messageId: campaign, body }] });
    }
    await cloud.invoke('sweep', {});
    await cloud.drain();
    expect(addresses()).toEqual(left);
  });

  test.each([
    ['NO-ADDRESS商店', '送りませんでした：メールアドレスが正しくありません（1件）'],
    // A customer without a company is shown by name alone.
    ['birthdayの案内', '送りませんでした：顧客の「会社名」が空です（1件）'],
    ['REJECTED商店', '送信に失敗しました：メールサービスが受け付けませんでした（1件）'],
    ['UNANSWERED商店', '【送信の確認】birthdayの案内（1件）'],
  ])('the owner is told of %s: %s', (who, what) => {
    expect(cardsWith('sato@minamo-coffee.example.jp', who, what)).toHaveLength(1);
  });

  test('a webhook that failed three times gets every card in the end, each once', () => {
    const [first, second, third] = cloud.teams.posts().filter(({ status }) => status !== 400);
    expect([first?.status, second?.status, third?.status]).toEqual([500, 429, undefined]);
    const titles = cloud.teams.accepted().map(({ payload }) => titleOf(payload));
    // How the mails' cards are gathered depends on when the webhook came to itself; each mail is told once.
    const told = titles.flatMap((title) => /^メールのお知らせ：(\d+)件/.exec(title)?.[1] ?? []);
    expect(told.reduce((sum, count) => sum + Number(count), 0)).toBe(7);
    // What is told of the quota and of the run that waits for it is for test/e2e/mail-gate.test.ts to look at.
    const others = /^(?!メールのお知らせ|メールの送信を再開|いまメールを送れません|.*まだ送り終わっていません)/;
    expect(titles.filter((title) => others.test(title)).sort()).toEqual(
      [
        '公開できませんでした：campaigns/broken.hbs',
        '公開しました：birthdayの案内',
        '公開しました：renewalの案内',
        '取り込みました：customers.csv',
        '取り込みました：members.csv',
        '【送信の確認】birthdayの案内（1件）',
        '【送信の確認・再度のお願い】birthdayの案内（1件）',
        '今日 6件、明日 0件のメール（要確認 2件）',
        'お知らせが届いているかの確認です',
      ].sort(),
    );
  });

  test('the card that Teams refuses for good goes to the operators by mail; nothing is left over and no function fails', async () => {
    const [mail, ...others] = cloud.mails().filter(({ destinations }) => destinations.includes(operators));
    expect(others).toEqual([]);
    const { subject = '', text = '' } = await PostalMime.parse(mail?.raw ?? '');
    expect(`${subject} ${text}`).toContain('refuse-me.csv');
    expect(cloud.deadLetters()).toEqual({});
    expect(cloud.failures()).toEqual([]);
  });
});

function titleOf(payload: unknown): string {
  return /"fallbackText":"([^"]*)"/.exec(JSON.stringify(payload))?.[1] ?? '';
}
