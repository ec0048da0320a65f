import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { approve } from './approver.ts';
import { linksByCustomer } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv, openCloudOn } from './small-company.ts';

// Approved on Friday, due on Saturday.
const [friday, saturday] = ['2027-03-12', '2027-03-13'];
const at = (date: string, time: string) => instantOf(date, time, 'Asia/Tokyo');
const ids = ['SAME', 'ERASED', 'GONE', 'REMOVED'];
const rows = ids.map((id) => aCustomerRow(id, { birthday: '2000-03-13', note: id === 'REMOVED' ? 'removed' : 'gift' }));
const [gift, removed] = ['gift', 'removed'].map((id) =>
  aCampaignFile(id, [
    ...['trigger: { every: year, on: customer.birthday }', 'approval: always'],
    `where: { 備考: ${id} }`,
  ]),
);

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await openCloudOn(friday, { teams: { maxPostsPerSecond: 1_000 } });
  const campaigns = [gift, removed].filter((file) => file !== undefined);
  await loadFiles(cloud, [anImportFile('customers.csv', customersCsv(rows))], campaigns, () => {});
  await cloud.runUntil(at(friday, '10:00'));
  const links = linksByCustomer(cloud.teams.accepted(), 'a');
  for (const id of ids) await approve(links.get(id));
  await cloud.drain();
});
afterAll(() => closeSound(cloud));

async function outcomes(): Promise<readonly string[]> {
  const approved = (await readSendLog(cloud)).filter(({ decisions }) => decisions !== undefined);
  return approved.map(({ customer, state, reason }) => `${customer} ${state} ${reason}`.trim()).sort();
}

/** Calls a function as its queue would, and leaves what it sets off on its way. */
async function call(job: string, messages: readonly object[]): Promise<void> {
  const attributes = { ApproximateReceiveCount: '1' };
  const Records = messages.map((body, n) => ({ messageId: `m${n}`, body: JSON.stringify(body), attributes }));
  await cloud.invoke(job, { Records });
}

test('an approved mail whose message is on its way stays when its customer is erased or gone, or its campaign is', async () => {
  cloud.clock.moveTo(at(saturday, '09:00'));
  const approved = (await readSendLog(cloud)).map(({ customer, key }) => ({
    kind: 'again',
    rows: [{ customer, key }],
  }));
  await call('plan', approved);
  expect(await outcomes()).toEqual(ids.map((id) => `${id} planned`).sort());

  const erased = { pk: 'customer#ERASED', sk: 'refusals', erased: true };
  await cloud.dynamo.send(new PutCommand({ TableName: cloud.variable('REFUSALS_TABLE'), Item: erased }));
  const gone = { pk: 'customer#GONE', sk: 'record' };
  await cloud.dynamo.send(new DeleteCommand({ TableName: cloud.variable('CUSTOMERS_TABLE'), Key: gone }));
  await cloud.deleteObject(removed?.key ?? '');
  await call('publish', [{}]);
  expect(cloud.mails()).toEqual([]);
  await cloud.drain();

  expect(await outcomes()).toEqual([
    'ERASED skipped erased',
    'GONE cancelled record-missing',
    'REMOVED cancelled campaign-withdrawn',
    'SAME delivered',
  ]);
  expect(cloud.mails()).toHaveLength(1);
});
