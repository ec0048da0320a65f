import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aMarketingFile, anImportFile, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];

/** The list of the flow that went before: what it last sent, or as a SharePoint export without the two columns. */
const rows: readonly (readonly [
  id: string,
  birthday: string,
  purchase: string,
  sentBirthday: string,
  sentPurchase: string,
])[] = [
  ['TODAY', '1980-03-14', '', '2027-03-13T15:00:00Z', ''],
  ['YESTERDAY', '1980-03-13', '', '2027/03/13', ''],
  ['EARLY', '1980-03-15', '', '2027-03-08', ''],
  ['LAST-YEAR', '1980-03-14', '', '2026-03-14', ''],
  ['NEVER', '1980-03-14', '', '', ''],
  ['BOUGHT', '', '2024-03-15', '', '2026-03-15'],
  ['BOUGHT-TOLD', '', '2024-03-15', '', '2027-03-10'],
];

function list(withSent: boolean): string {
  const sent = '最終メール送信日(誕生日),最終メール送信日(購入記念日)';
  const heading = `顧客ID,タイトル,氏名,顧客メールアドレス,誕生日,最終購入日${withSent ? `,${sent}` : ''}`;
  const lines = rows.map(([id, birthday, purchase, ...last]) =>
    [
      id,
      `${id}商店`,
      '山田 花子',
      `${id.toLowerCase()}@example.com`,
      birthday,
      purchase,
      ...(withSent ? last : []),
    ].join(','),
  );
  return [heading, ...lines, ''].join('\n');
}

const templates = [
  aMarketingFile('birthday', [
    'trigger: { every: year, on: customer.birthday }',
    'lastSentColumn: 最終メール送信日(誕生日)',
  ]),
  aMarketingFile('purchase', [
    'trigger: { every: year, on: 最終購入日 }',
    'lastSentColumn: 最終メール送信日(購入記念日)',
  ]),
];

describe('a company that moves from the flow that it had', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await openCloudOn('2027-03-14');
    await loadFiles(cloud, [anImportFile('顧客マスタ.csv', list(true))], templates, () => {});
  });
  afterAll(() => cloud?.close());

  const seen = async () =>
    (await readSendLog(cloud))
      .map(({ customer, campaign, date, state, reason }) => `${customer} ${campaign} ${date} ${state} ${reason}`.trim())
      .sort();
  const mailed = () =>
    cloud
      .mails()
      .filter(isCustomerMail)
      .map(({ destinations }) => destinations[0])
      .sort();
  const takenOver = [
    'BOUGHT purchase 2026-03-15 sent taken-over',
    'LAST-YEAR birthday 2026-03-14 sent taken-over',
    'YESTERDAY birthday 2027-03-13 sent taken-over',
  ];

  test('finds what that flow sent in the log at once', async () => {
    expect(await seen()).toEqual(takenOver);
  });

  test('sends nobody twice, and forgets nobody whose mail was last year’s', async () => {
    await runDays(cloud, { from: '2027-03-14', until: '2027-03-14' }, zones);
    expect(mailed()).toEqual(['last-year@example.com', 'never@example.com']);
    expect(await seen()).toEqual(
      [
        ...takenOver,
        'LAST-YEAR birthday 2027-03-14 delivered',
        'NEVER birthday 2027-03-14 delivered',
        'TODAY birthday 2027-03-14 skipped already-sent',
      ].sort(),
    );
  });

  test('nor when the next list comes without the columns', async () => {
    await cloud.putObject('imports/顧客マスタ.csv', new TextEncoder().encode(list(false)));
    await cloud.drain();
    await runDays(cloud, { from: '2027-03-15', until: '2027-03-16' }, zones);
    expect(mailed()).toEqual(['bought@example.com', 'last-year@example.com', 'never@example.com']);
    const after = await seen();
    expect(after).toContain('EARLY birthday 2027-03-15 skipped already-sent');
    expect(after).toContain('BOUGHT-TOLD purchase 2027-03-15 skipped already-sent');
    expect(cloud.failures()).toEqual([]);
    expect(cloud.deadLetters()).toEqual({});
  });
});
