import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { at } from '../../local/cloud/json.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { putEvents } from './put-event.ts';
import { redrive } from './redrive.ts';
import { aCampaignFile, openCloudOn } from './small-company.ts';

const zones = ['Asia/Tokyo'];
/** The cloud opens on its eve, so that is the day after what is put at first. */
const day = '2027-03-14';
const followUp = aCampaignFile('follow-up', ['trigger: { event: document-downloaded, delay: P1D }', 'at: "10:00"']);

function aCustomer(id: string, fields: Readonly<Record<string, unknown>> = {}) {
  const customer = { id, 氏名: '山田 花子', 顧客メールアドレス: `${id.toLowerCase()}@example.com`, ...fields };
  return { detailType: 'customer.upserted', detail: { customer } };
}

function aDownload(detail: Readonly<Record<string, unknown>>) {
  return { detailType: 'document-downloaded', detail };
}

describe('systems that push events', () => {
  let cloud: LocalCloud;
  let rows: readonly SendRow[];
  let refusedAtFirst: readonly string[];

  beforeAll(async () => {
    cloud = await openCloudOn(day);
    await cloud.putObject(followUp.key, followUp.text);
    await cloud.drain();
    await putEvents(cloud, aCustomer('C1'));
    await cloud.drain();
    const download = aDownload({ id: 'd1', customer: 'C1', data: { title: '導入ガイド' } });
    await putEvents(cloud, download, download, aDownload({ id: 'd2', customer: 'LATER' }));
    await cloud.drain();
    refusedAtFirst = Object.values(cloud.deadLetters()).flat();

    // The data is mended: who was unknown is known now.
    await putEvents(cloud, aCustomer('LATER'));
    await cloud.drain();
    const [deadLetters = ''] = Object.keys(cloud.deadLetters());
    await redrive(cloud, deadLetters);
    await cloud.drain();
    await putEvents(cloud, aCustomer('C2', { 誕生日: '2001-02-29' }));
    await cloud.drain();
    await runDays(cloud, { from: day, until: day }, zones);
    rows = await readSendLog(cloud);
  });
  afterAll(() => cloud?.close());

  test('a customer and what they did make one mail on the next day, though the event came twice', () => {
    const mails = cloud.mails().filter(isCustomerMail);
    const toC1 = mails.filter(({ destinations }) => destinations.includes('c1@example.com'));
    expect(toC1).toHaveLength(1);
    expect(rows.filter(({ customer }) => customer === 'C1')).toMatchObject([
      { campaign: 'follow-up', dueOn: day, state: 'delivered' },
    ]);
  });

  test('what cannot be read lies among the dead letters, and a card says why without quoting it', () => {
    const deadLetters = Object.values(cloud.deadLetters()).flat();
    expect(deadLetters).toHaveLength(1);
    expect(deadLetters[0]).toContain('2001-02-29');
    const cards = JSON.stringify(cloud.cards());
    expect(cards).toContain('システムからのイベントを読めませんでした');
    expect(cards).toContain('detail.customer.誕生日');
    expect(cards).not.toContain('2001-02-29');
  });

  test('an event of an unknown customer is refused, and taken in from there once they are known', () => {
    expect(refusedAtFirst).toHaveLength(1);
    expect(refusedAtFirst[0]).toContain('LATER');
    expect(rows.filter(({ customer }) => customer === 'LATER')).toMatchObject([{ state: 'delivered' }]);
  });

  test('each mail is announced on the bus, and none of our own events comes back', () => {
    const ours = cloud.busEvents().filter(({ source }) => source === 'fushime');
    expect(ours.map((event) => [event['detail-type'], at(event, 'detail', 'customer')])).toEqual(
      expect.arrayContaining([
        ['mail.sent', 'C1'],
        ['mail.sent', 'LATER'],
      ]),
    );
    expect(new Set(ours.map((event) => at(event, 'detail', 'id'))).size).toBe(2);
    expect(cloud.logs().filter((line) => JSON.stringify(line).includes('mail.sent'))).toEqual([]);
  });

  test('nothing was refused by a policy, and no address stands in a log', () => {
    expect(cloud.failures()).toEqual([]);
    expect(JSON.stringify(cloud.logs())).not.toContain('@example.com');
  });
});
