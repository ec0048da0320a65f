import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aCampaignFile, anImportFile, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];

const customers = `顧客ID,会社名,氏名,メールアドレス
C1,一商店,一条 一子,c1@example.com
C2,二商店,二宮 二子,c2@example.com
C3,三商店,三浦 三子,c3@example.com
C4,四商店,四方 四子,c4@example.com
`;

// C1 bought the first program twice.
const enrolments = `購入ID,顧客ID,購入プログラム,購入日
E1,C1,P1,2027-01-10
E2,C1,P1,2027-02-10
E3,C2,P1,2027-01-11
E4,C3,P2,2027-01-12
`;

const programs = (next: string, name = '珈琲入門') => `プログラムID,プログラム名,次回配信
P1,${name},
P2,焙煎講座,${next}
`;

/** The first program's deliveries say to which it belongs; the other ones are pointed to by 次回配信. */
const deliveries = (first: string, second: string, title = '豆を知る') => `配信ID,プログラムID,配信日,件名,配信内容
D1,P1,${first},${title},豆の話です
D2,P1,${second},水を知る,水の話です
D3,,2027-03-15,火を知る,火の話です
D4,,2027-03-17,煙を知る,煙の話です
`;

const templates = [
  aCampaignFile(
    'delivery',
    ['trigger: { on: delivery.date, through: enrolment }'],
    '<p>{{name}}様 {{program.name}} {{delivery.title}} {{delivery.content}}</p>',
  ),
  aCampaignFile(
    'next-delivery',
    ['trigger: { on: プログラム.次回配信.配信日, through: 受講 }'],
    '<p>{{name}}様 {{プログラム.プログラム名}} {{配信.件名}} {{delivery.content}}</p>',
  ),
];

describe('four tables as Exment keeps them: customers, who bought which program, the programs, their deliveries', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await openCloudOn('2027-03-14');
    const files = [
      anImportFile('顧客マスター.csv', customers),
      anImportFile('購入者管理.csv', enrolments),
      anImportFile('プログラム内容.csv', programs('D3')),
      anImportFile('配信スケジュール.csv', deliveries('2027-03-14', '2027-03-15')),
    ];
    await loadFiles(cloud, files, templates, () => {});
  });
  afterAll(() => cloud?.close());

  /** What each customer has read so far. */
  async function read(): Promise<readonly string[]> {
    const mails = cloud.mails().filter(isCustomerMail);
    const parsed = await Promise.all(mails.map(({ raw }) => PostalMime.parse(raw)));
    return parsed.map(({ to, text }) => `${to?.[0]?.address} ${text?.trim()}`).sort();
  }

  const runDay = (day: string) => runDays(cloud, { from: day, until: day }, zones);
  const importFile = async (name: string, text: string) => {
    await cloud.putObject(`imports/${name}`, new TextEncoder().encode(text));
    await cloud.drain();
  };
  const first = [
    'c1@example.com 一条 一子様 珈琲入門 豆を知る 豆の話です',
    'c2@example.com 二宮 二子様 珈琲入門 豆を知る 豆の話です',
  ];

  test('each buyer gets one mail on the delivery date, however often they bought', async () => {
    await runDay('2027-03-14');
    expect(await read()).toEqual(first);
  });

  test('a delivery that moves, by one file, goes on its new day; those told already are not told again', async () => {
    await importFile('配信スケジュール.csv', deliveries('2027-03-16', '2027-03-17', '豆をもっと知る'));
    await runDay('2027-03-15');
    const next = 'c3@example.com 三浦 三子様 焙煎講座 火を知る 火の話です';
    expect(await read()).toEqual([...first, next]);
    await runDay('2027-03-16');
    expect(await read()).toEqual([...first, next]);
  });

  test('the program’s new name and its next 次回配信 are in the mails to come', async () => {
    await importFile('プログラム内容.csv', programs('D4', '珈琲入門 春'));
    await runDay('2027-03-17');
    expect((await read()).filter((each) => /水|煙/.test(each))).toEqual([
      'c1@example.com 一条 一子様 珈琲入門 春 水を知る 水の話です',
      'c2@example.com 二宮 二子様 珈琲入門 春 水を知る 水の話です',
      'c3@example.com 三浦 三子様 焙煎講座 煙を知る 煙の話です',
    ]);
    expect(await read()).toHaveLength(6);
  });

  test('leaves one row for each buyer and delivery, and nothing failed', async () => {
    const rows = await readSendLog(cloud);
    expect(rows.map(({ customer, record, state }) => `${customer} ${record} ${state}`).sort()).toEqual([
      'C1 delivery/D1 delivered',
      'C1 delivery/D2 delivered',
      'C2 delivery/D1 delivered',
      'C2 delivery/D2 delivered',
      'C3 delivery/D3 delivered',
      'C3 delivery/D4 delivered',
    ]);
    expect(cloud.failures()).toEqual([]);
    expect(cloud.deadLetters()).toEqual({});
  });
});
