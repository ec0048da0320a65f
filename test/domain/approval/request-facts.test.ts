import { expect, test } from 'vitest';
import { requestFacts } from '../../../lambda/domain/approval/request-facts.ts';
import { messageContext } from '../../../lambda/domain/message/message-context.ts';
import { newRow } from '../../../lambda/domain/send-log/new-row.ts';
import { aCustomer, aStage, aVersion } from '../../support/builders.ts';

/** What a request says of dates, for a birthday mail. */
function datesOf(birthday: string, nominal: string, dueOn = nominal, locale: 'ja' | 'en' = 'ja') {
  const stage = { ...aStage, locale };
  const { campaign, required, ...rest } = aVersion();
  const candidate = { customer: 'C1', record: 'customer/C1', path: {}, nominal, dueOn, offset: '', years: undefined };
  const row = newRow({ campaign, required, ...rest }, candidate, { state: 'planned', reason: '' }, '');
  const customer = { ...aCustomer('C1', { birthday }), rev: 1 };
  const context = messageContext({
    ...{ customer, records: {}, today: dueOn, campaign, candidate, stage, unsubscribeUrl: '' },
  });
  const facts = requestFacts({ campaign, required: [], row, customer, onPath: {}, address: '', context }, stage);
  return facts.filter(({ value }) => /月|\d{4}|March/.test(value)).map(({ label, value }) => `${label}: ${value}`);
}

test('the date of birth has its own year, and the day of the mail is told once', () => {
  expect(datesOf('1990-03-14', '2027-03-14')).toEqual(['誕生日: 1990年3月14日(水)', '送信予定日: 2027年3月14日(日)']);
});

test('a birthday whose year nobody knows has none', () => {
  expect(datesOf('--03-14', '2027-03-14')).toEqual(['誕生日: 3月14日', '送信予定日: 2027年3月14日(日)']);
  expect(datesOf('--03-14', '2027-03-14', '2027-03-14', 'en')[0]).toBe('Birthday: March 14');
});

test('the occasion’s own day is told where the mail leaves on another one', () => {
  expect(datesOf('1990-03-14', '2027-03-14', '2027-03-12')).toEqual([
    ...['誕生日: 1990年3月14日(水)', '節目の日: 2027年3月14日(日)', '送信予定日: 2027年3月12日(金)'],
  ]);
});

test('and not a second time where it is the very date of the record', () => {
  expect(datesOf('2027-03-14', '2027-03-14', '2027-03-12')).toEqual([
    ...['誕生日: 2027年3月14日(日)', '送信予定日: 2027年3月12日(金)'],
  ]);
});
