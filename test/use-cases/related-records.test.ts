import { describe, expect, test } from 'vitest';
import { checkRecordModel } from '../../lambda/domain/records/check-record-model.ts';
import type { NewRecord } from '../../lambda/domain/records/record.ts';
import { aCampaignFile, problemsOf, type Settings, versionOf } from '../domain/campaign-file/a-campaign-file.ts';
import { aCustomer, aRecord, aStage } from '../support/builders.ts';
import { shopModel } from '../support/shop-model.ts';
import { aWorld } from '../support/world.ts';

const stage = { ...aStage, recordModel: shopModel };
const company: readonly NewRecord[] = [
  aCustomer('C1', { name: '花子', email: 'c1@example.com', birthday: '2000-03-14', shop: 'S1' }),
  aCustomer('C2', { name: '太郎', email: 'c2@example.com', birthday: '2000-03-14', shop: 'S2' }),
  aCustomer('C3', { name: '次郎', email: 'c3@example.com', birthday: '2000-03-14' }),
  aRecord('shop', 'S1', { name: '京都店', region: 'R1' }),
  aRecord('shop', 'S2', { name: '那覇店', region: 'R2' }),
  aRecord('region', 'R1', { name: '近畿', isFar: false }),
  aRecord('region', 'R2', { name: '沖縄', isFar: true }),
  aRecord('maker', 'M1', { name: '水面製作所', email: 'maker@example.com' }),
  aRecord('product', 'X1', { name: 'ミル', warrantyEnd: '2027-04-14', maker: 'M1' }),
  aRecord('purchase', 'P1', { customer: 'C1', product: 'X1', date: '2025-03-14' }),
  aRecord('purchase', 'P2', { customer: 'C2', product: 'X9', date: '2025-03-14' }),
  aRecord('order', 'O1', { customer: 'C2', number: '77' }),
  aRecord('repair', 'F1', { order: 'O1', readyOn: '2027-03-14' }),
  aRecord('repair', 'F2', { order: 'O9', readyOn: '2027-03-14' }),
  aRecord('program', 'G1', { name: '入門', course: 'K1', next: 'D1' }),
  aRecord('delivery', 'D1', { date: '2027-03-14', title: '第1回' }),
  aRecord('course', 'K1', { name: '珈琲学' }),
  aRecord('session', 'T1', { course: 'K1', date: '2027-03-14' }),
  aRecord('enrolment', 'E1', { customer: 'C3', program: 'G1', date: '2027-03-01' }),
  aRecord('seat', 'Q1', { session: 'T1', order: 'O1' }),
];

/** Runs a campaign for 14 March 2027; who was mailed, at which address, with which subject. */
async function mailsOf(settings: Settings, subject: string, records: readonly NewRecord[] = company) {
  const world = aWorld({ stage: { recordModel: shopModel } });
  await world.keep(...records);
  const source = aCampaignFile({ subject: `"${subject}"`, ...settings });
  await world.goLive(versionOf(source, { stage, model: shopModel }));
  await world.run('test', '2027-03-14');
  await world.sendAll();
  return {
    mails: world.mails.map(({ to, subject: sent }) => `${to.address} ${sent}`).sort(),
    rows: world.rows().map(({ customer, record, state, reason }) => `${customer} ${record} ${state} ${reason}`.trim()),
    keys: world.rows().map(({ key }) => key),
  };
}

test('the model with added types is sound', () => {
  expect(checkRecordModel(shopModel)).toEqual([]);
});

describe('a related record', () => {
  const birthday = { trigger: '{ every: year, on: customer.birthday }' };

  test('of the customer’s own, at any hop, is there for texts, and who has none lacks a value', async () => {
    const { mails, rows } = await mailsOf(birthday, '{{name}} {{shop.name}} {{地域.地域名}}');
    expect(mails).toEqual(['c1@example.com 花子 京都店 近畿', 'c2@example.com 太郎 那覇店 沖縄']);
    expect(rows).toContain('C3 customer/C3 skipped missing-value:shop.name');
  });

  test('is there for a map, by type and label, by key, and by its label alone', async () => {
    for (const where of [
      '{ 地域.遠方: はい }',
      '{ region.isFar: true }',
      '{ 地域名: 沖縄 }',
      '{ shop.name: 那覇店 }',
    ]) {
      expect((await mailsOf({ ...birthday, where }, '{{name}}')).mails, where).toEqual(['c2@example.com 太郎']);
    }
  });

  test('is there for an expression', async () => {
    const where = `'region.isFar && region["地域名"] == "沖縄" && shop.name != null'`;
    expect((await mailsOf({ ...birthday, where }, '{{name}}')).mails).toEqual(['c2@example.com 太郎']);
  });

  test('is there for the address', async () => {
    const { mails } = await mailsOf(
      { trigger: '{ on: purchase.date, every: year }', to: 'maker.email' },
      '{{product.name}}',
    );
    expect(mails).toEqual(['maker@example.com ミル']);
  });

  test('whose name a record on the path has, too, gives way to that one', async () => {
    const { mails } = await mailsOf(
      { trigger: '{ on: delivery.date, through: enrolment }', where: '{ プログラム名: 入門 }' },
      '{{program.name}} {{course.name}}',
      [...company, aRecord('delivery', 'D2', { date: '2027-03-14', program: 'G1' })],
    );
    expect(mails).toEqual(['c3@example.com 入門 珈琲学']);
  });

  test('is asked of a column only where no record on the path has one of that name', async () => {
    const settings = { trigger: '{ every: year, on: purchase.date }', where: '{ 購入日: 2025-03-14 }' };
    expect((await mailsOf(settings, '{{name}}')).mails).toHaveLength(2);
    expect((await mailsOf({ ...settings, where: '{ 製品.購入日: 2025-03-14 }' }, '{{name}}')).mails).toEqual([]);
  });

  test('that nobody speaks of is not read', () => {
    expect(versionOf(aCampaignFile(birthday), { stage, model: shopModel }).campaign.follows).toBeUndefined();
    const named = versionOf(aCampaignFile(birthday, '{{#if region.isFar}}遠方{{/if}}'), { stage, model: shopModel });
    expect(named.campaign.follows).toEqual([
      { from: 'customer', field: 'shop', target: 'shop' },
      { from: 'shop', field: 'region', target: 'region' },
    ]);
  });

  test('to which nothing leads is an error that says what there is', () => {
    const [problem] = problemsOf(aCampaignFile(birthday, '{{product.name}}'), { stage, model: shopModel });
    expect(problem?.message.en).toBe(
      'product.name cannot be reached from this trigger. There are customer, shop, region.',
    );
  });
});

describe('a date', () => {
  test('of the product that was bought, two references away from the customer', async () => {
    const { mails, keys } = await mailsOf(
      { trigger: '{ before: purchase.product.warrantyEnd, offsets: [P1M] }' },
      '{{name}} {{product.name}} {{maker.name}}',
    );
    expect(mails).toEqual(['c1@example.com 花子 ミル 水面製作所']);
    expect(keys).toEqual(['test#product/X1#2027-04-14#P1M']);
  });

  test('of the product, through the purchase that has it', async () => {
    const { mails } = await mailsOf(
      { trigger: '{ before: 製品.保証終了日, offsets: [P1M], through: purchase }' },
      '{{name}}',
    );
    expect(mails).toEqual(['c1@example.com 花子']);
  });

  test('of a record that leads to the customer by way of another one', async () => {
    const { mails, rows } = await mailsOf({ trigger: '{ on: repair.readyOn }' }, '{{name}} {{order.number}}');
    expect(mails).toEqual(['c2@example.com 太郎 77']);
    expect(rows).toEqual(['C2 repair/F1 sent']);
  });

  test('of the next delivery of the program that somebody takes', async () => {
    const { mails, keys } = await mailsOf(
      { trigger: '{ on: enrolment.program.next.date }' },
      '{{name}} {{delivery.title}}',
    );
    expect(mails).toEqual(['c3@example.com 次郎 第1回']);
    expect(keys).toEqual(['test#delivery/D1#once#']);
  });

  test('of a session, through the enrolment in a program of its course', async () => {
    const { mails } = await mailsOf(
      { trigger: '{ on: session.date, through: enrolment }' },
      '{{name}} {{course.name}} {{program.name}}',
    );
    expect(mails).toEqual(['c3@example.com 次郎 珈琲学 入門']);
  });

  test('of a session, through a seat that an order of the customer has booked', async () => {
    const { mails } = await mailsOf({ trigger: '{ on: session.date, through: 座席 }' }, '{{name}} {{order.number}}');
    expect(mails).toEqual(['c2@example.com 太郎 77']);
  });

  test('of a record that leads to nobody is an error that says what to add', () => {
    const [problem] = problemsOf(aCampaignFile({ trigger: '{ on: session.date }' }), { stage, model: shopModel });
    expect(problem?.message.en).toMatch(/session does not lead to customers\. Add .*through: (enrolment|seat)/);
  });
});
