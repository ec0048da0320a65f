import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localAccessKeyId } from '../../local/cloud/functions/function-env.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runFushime } from '../cli/run-fushime.ts';
import { aRunningCloud, type ServedCloud } from '../cli/stage/a-running-cloud.ts';
import { encodeFile } from '../domain/import/file-bytes.ts';
import { openRequest } from './approver.ts';
import { linksByCustomer } from './card-links.ts';
import { putEvents } from './put-event.ts';
import { aBirthdayCampaign, aCampaignFile, aCustomerRow, anImportFile, customersCsv } from './small-company.ts';
import { personIn, wholeCloud } from './whole-cloud.ts';

const birthday = '2027-03-14';
const dayAfter = '2027-03-15';
const email = 'Hanako.Takasaki@example.co.jp';
const person = { id: 'C0001', name: '髙﨑 花子', kana: 'タカサキ ハナコ', email };
const born = { birthday: '2000-03-14' };
const phone = '090-1234-5678';
const traces = [email, 'hanako.takasaki', person.name, person.kana, '髙﨑', phone, '高崎市本町'];

// Whose id is her name; her birthday is mailed on the day after.
const sakura = {
  ...aCustomerRow('水野桜子', { birthday: '2000-03-13', name: '水野 桜子' }),
  email: 'sakura@example.com',
};
const sakuraTraces = ['水野', 'さくら', 'sakura@', 'SAKURA2@'];
const others = [
  aCustomerRow('C0002', { ...born, name: '林 太郎' }),
  aCustomerRow('C0003', { name: '森 次郎' }),
  sakura,
];
const own = aCustomerRow(person.id, {
  ...born,
  name: person.name,
  email,
  note: `髙﨑様は午前中に ${phone} 高崎市本町１－２`,
});
const withKana = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .map((line, n) => `${line},${n === 0 ? 'フリガナ' : line.startsWith(person.id) ? 'ﾀｶｻｷ ﾊﾅｺ' : ''}`)
    .join('\r\n');
const contracts = [
  '契約ID,顧客ID,契約名,契約終了日',
  'K1,C0001,髙﨑様 保守契約 ０９０−１２３４−５６７８,2028-01-31',
  'K2,C0002,林様 保守契約,2028-01-31',
  'K3,C0001,年間契約,髙﨑花子様に確認中',
].join('\r\n');
const visit = (id: string, customer: string, data: object) =>
  JSON.stringify({ id, event: 'visited', customer, at: '2027-03-01T10:00:00+09:00', data });
const events = [visit('E1', person.id, { memo: '髙﨑様ご来店' }), visit('E2', 'C0002', { memo: '林様ご来店' })].join(
  '\n',
);

const campaigns = [
  aBirthdayCampaign(),
  aCampaignFile('gift', ['trigger: { every: year, on: customer.birthday }', 'approval: always']),
  aCampaignFile('later', ['trigger: { every: year, after: customer.birthday, offsets: [P1D] }']),
  aCampaignFile('asked', ['trigger: { every: year, on: customer.birthday }', 'approval: always']),
];

let served: ServedCloud;
let report: { readonly files: readonly { readonly key: string }[]; readonly left: readonly string[] } & Record<
  string,
  unknown
>;

const file = (name: string, bytes: Uint8Array) => ({ name, open: () => new Blob([Buffer.from(bytes)]).stream() });

beforeAll(async () => {
  const customers = encodeFile(withKana(customersCsv([own, ...others])), 'cp932');
  served = await aRunningCloud(
    birthday,
    [
      file('customers.csv', customers),
      anImportFile('contracts.csv', contracts),
      anImportFile('events.jsonl', events),
      anImportFile('purchases.csv', '購入ID,顧客ID,製品名,購入日\r\nP2,C0002,製品A,2027-01-05\r\n'),
    ],
    campaigns,
  );
  const { cloud } = served;
  await served.runDay(birthday);
  const links = linksByCustomer(
    cloud.teams.accepted().filter(({ payload }) => JSON.stringify(payload).includes('gift')),
    'a',
  );
  await (await openRequest(links.get(person.id))).press('approved', '佐藤', '髙﨑花子様に電話で確認しました');
  await cloud.drain();
  await letDie(email, 'C0001');
  await letDie('c0002@example.com', 'C0002');
});
afterAll(() => served?.close());

/** Puts an event of the mail service among the dead letters, as if nobody could have handled it. */
async function letDie(address: string, customer: string): Promise<void> {
  const { cloud } = served;
  const deadLetters = cloud.parts.queues.find(({ logicalId }) => /Feedback.*DeadLetters/.test(logicalId));
  const credentials = { accessKeyId: localAccessKeyId, secretAccessKey: 'local' };
  const sqs = new SQSClient({
    ...{ endpoint: cloud.proxyUrl, region: cloud.region, credentials, useQueueUrlAsEndpoint: false },
  });
  const body = { eventType: 'Bounce', mail: { destination: [address], tags: { customer: [customer] } } };
  await sqs.send(new SendMessageCommand({ QueueUrl: deadLetters?.url, MessageBody: JSON.stringify(body) }));
  sqs.destroy();
}

test('before, the person is all over the place: in tables, files, dead letters', async () => {
  const found = personIn(await wholeCloud(served.cloud), traces);
  const places = [...new Set(found.map((place) => place.replace(/:.*/, '')))];
  expect(places.sort()).toEqual(['bucket', 'queue', 'table']);
  expect(found.filter((place) => place.includes('Customers')).length).toBeGreaterThan(1);
  expect(found.filter((place) => place.includes('SendLog'))).not.toEqual([]);
  expect(found.filter((place) => place.includes('import-errors/'))).not.toEqual([]);
});

test('all that is kept of them can be handed to them, and tells of nobody else', async () => {
  const { exitCode, stdout } = await runFushime('export', '--customer', person.id);
  expect(exitCode).toBe(0);
  const told = JSON.parse(stdout);
  const values = told.profile.fields.map(({ value }: { value: unknown }) => value);
  expect(values).toEqual(expect.arrayContaining([person.name, 'ﾀｶｻｷ ﾊﾅｺ', email, own.note]));
  expect(told.related.map(({ type, id }: { type: string; id: string }) => `${type}/${id}`).sort()).toEqual([
    'contract/K1',
    expect.stringMatching(/^event\/./),
  ]);
  expect(told.mails.map(({ campaign }: { campaign: string }) => campaign).sort()).toEqual([
    'asked',
    'birthday',
    'gift',
  ]);
  expect(stdout).toContain('電話で確認しました');
  for (const strange of ['佐藤', 'sato@', '林', 'c0002']) expect(stdout.toLowerCase()).not.toContain(strange);
});

test('without --yes and a terminal, nothing is erased', async () => {
  const { exitCode, stderr } = await runFushime('erase', '--customer', person.id);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--yes');
  expect((await runFushime('export', '--customer', person.id)).stdout).toContain(person.name);
});

test('after erasing, nothing in any table, file, queue or log tells of the person', async () => {
  const { exitCode, stdout, stderr } = await runFushime('erase', '--customer', person.id, '--yes', '--json');
  await served.cloud.drain();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  report = JSON.parse(stdout);
  expect(personIn({ report: stdout }, traces)).toEqual([]);
  expect(report).toMatchObject({
    ...{ customer: person.id, closedMails: 1, wordsErased: 1, left: [], unreadable: [] },
    records: { customer: 1, contract: 1, event: 1 },
    deadLetters: { deleted: 1, read: 2 },
  });
  expect(personIn(await wholeCloud(served.cloud), traces)).toEqual([]);
});

test('what is about others only is still there', async () => {
  const whole = await wholeCloud(served.cloud);
  expect(personIn(whole, ['林様 保守契約', 'c0002@example.com', '林様ご来店']).length).toBeGreaterThan(2);
  expect(report.files.map(({ key }) => key).filter((key) => key.startsWith('imports/'))).toEqual([
    'imports/contracts.csv',
    'imports/customers.csv',
    'imports/events.jsonl',
  ]);
  expect(await served.cloud.listObjects('imports/')).toEqual(['imports/purchases.csv']);
});

test('the log still tells, under the id, what was sent and what was not', async () => {
  const rows = (await readSendLog(served.cloud)).filter(({ customer }) => customer === person.id);
  expect(rows.map(({ campaign, state, reason }) => [campaign, state, reason]).sort()).toEqual([
    ['asked', 'skipped', 'erased'],
    ['birthday', 'delivered', ''],
    ['gift', 'delivered', ''],
  ]);
  const log = await runFushime('log', '--customer', person.id);
  expect(log).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('消去済み') });
});

test('erasing again changes nothing', async () => {
  // Refusals get another line in their ledger.
  const tables = async () =>
    Object.entries(await wholeCloud(served.cloud)).filter(
      ([place]) => place.startsWith('table:') && !place.includes('Refusals'),
    );
  const before = await tables();
  const { exitCode, stdout } = await runFushime('erase', '--customer', person.id, '--yes', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ closedMails: 0, wordsErased: 0, records: {}, files: [], left: [] });
  expect(await tables()).toEqual(before);
});

test('whoever comes back under another id is neither stored nor mailed', async () => {
  const { cloud } = served;
  const mailsBefore = cloud.mails().length;
  const back = { ...own, id: 'C0099', name: '高崎 はなこ', email: email.toUpperCase() };
  await loadFiles(cloud, [anImportFile('customers-again.csv', customersCsv([back, own]))], campaigns, () => {});
  await cloud.putObject('imports/again/customers.csv', customersCsv([back, own]));
  await cloud.drain();
  await served.runDay(dayAfter);
  const rows = (await readSendLog(cloud)).filter(({ dueOn }) => dueOn === dayAfter);
  expect(rows.map(({ customer, state }) => [customer, state])).toEqual([['C0002', 'delivered']]);
  expect(
    cloud
      .mails()
      .slice(mailsBefore)
      .map(({ destinations }) => destinations),
  ).toEqual([['c0002@example.com']]);
  const stored = Object.entries(await wholeCloud(cloud)).filter(([place]) => place.startsWith('table:'));
  expect(personIn(Object.fromEntries(stored), [...traces, '高崎 はなこ'])).toEqual([]);
  expect(cloud.failures()).toEqual([]);
});

test('somebody whose id is their name leaves hashes alone, and comes back neither by file nor by event', async () => {
  const { cloud } = served;
  const eventIds = async () => new Set(JSON.stringify(await wholeCloud(cloud)).match(/event#[\w-]{43}/g));
  const earlier = await eventIds();
  await putEvents(
    cloud,
    { detailType: 'customer.upserted', detail: { customer: { id: sakura.id, note: 'さくら様' } } },
    { detailType: 'visited', detail: { customer: sakura.id } },
  );
  await cloud.drain();
  // Made of whose event it is: whoever guesses the id could tell.
  const madeOfId = [...(await eventIds())].filter((id) => !earlier.has(id));
  expect(madeOfId).toHaveLength(1);
  const before = personIn(await wholeCloud(cloud), sakuraTraces);
  for (const table of ['Customers', 'SendLog', 'Control']) {
    expect(before.filter((place) => place.includes(table)).length, table).toBeGreaterThan(0);
  }
  expect(before.filter((place) => place.startsWith('log:'))).toEqual([]);

  const erase = () => runFushime('erase', '--customer', sakura.id, '--yes', '--json');
  const first = await erase();
  await cloud.drain();
  expect(JSON.parse(first.stdout)).toMatchObject({ left: [], records: { customer: 1, event: 1 }, rowsForgotten: 1 });
  expect(personIn(await wholeCloud(cloud), sakuraTraces)).toEqual([]);
  const tables = Object.entries(await wholeCloud(cloud)).filter(([place]) => place.startsWith('table:'));
  expect(personIn(Object.fromEntries(tables), madeOfId)).toEqual([]);

  const again = { ...sakura, email: 'sakura2@example.com' };
  await cloud.putObject('imports/later/customers.csv', customersCsv([again]));
  await putEvents(
    cloud,
    { detailType: 'customer.upserted', detail: { customer: { id: sakura.id, email: again.email } } },
    { detailType: 'record.upserted', detail: { type: 'contract', record: { id: 'K9', customer: sakura.id } } },
    { detailType: 'visited', detail: { customer: sakura.id, data: { memo: 'さくら様' } } },
  );
  await cloud.drain();
  // What others send stays as a file for its time; nothing of it is stored.
  expect(personIn(await wholeCloud(cloud), sakuraTraces)).toEqual(['bucket:imports/later/customers.csv']);
  expect(JSON.parse((await erase()).stdout)).toMatchObject({
    left: [],
    files: [{ key: 'imports/later/customers.csv' }],
  });
  expect(personIn(await wholeCloud(cloud), sakuraTraces)).toEqual([]);
});
