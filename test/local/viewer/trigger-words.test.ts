import { describe, expect, it } from 'vitest';
import type { Offset } from '../../../lambda/domain/calendar/due.ts';
import { parseDateDuration, parseDelay } from '../../../lambda/domain/calendar/duration.ts';
import type { DatePath, Trigger } from '../../../lambda/domain/campaign/campaign.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { triggerWords } from '../../../local/viewer/trigger-words.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };
const birthday: DatePath = {
  base: 'customer',
  hops: [],
  holder: 'customer',
  field: 'birthday',
  reach: { kind: 'self' },
};
const contractEnd: DatePath = {
  base: 'contract',
  hops: [],
  holder: 'contract',
  field: 'endDate',
  reach: { kind: 'reference', field: 'customer' },
};
const nextDelivery: DatePath = {
  base: 'program',
  hops: [{ field: 'next', target: 'delivery' }],
  holder: 'delivery',
  field: 'date',
  reach: { kind: 'self' },
};
const earlier = (iso: string): Offset => ({ direction: 'before', duration: parseDateDuration(iso) ?? none, iso });
const onTheDay: Offset = { direction: 'on', duration: none, iso: '' };
const oneDay = parseDelay('P1D');

describe('a trigger in words', () => {
  const cases: readonly (readonly [Trigger, string, string])[] = [
    [
      { kind: 'date', path: birthday, rule: { kind: 'yearly', offsets: [onTheDay], leapDay: 'feb28' } },
      '毎年 誕生日の当日',
      'Every year, on customer.birthday',
    ],
    [
      { kind: 'date', path: contractEnd, rule: { kind: 'dated', offsets: [earlier('P3M'), earlier('P1W')] } },
      '契約終了日の3ヶ月前・1週間前',
      '3 months before, 1 week before contract.endDate',
    ],
    [
      { kind: 'date', path: contractEnd, rule: { kind: 'within', within: earlier('P3M').duration } },
      '契約終了日まで3ヶ月以内になったとき',
      'Once contract.endDate is within 3 months',
    ],
    [
      { kind: 'date', path: nextDelivery, rule: { kind: 'dated', offsets: [onTheDay] } },
      '次回配信の配信日の当日',
      'On program.next.date',
    ],
    [{ kind: 'monthly', day: 1 }, '毎月1日', 'Every month on day 1'],
    [{ kind: 'once', date: '2027-04-01' }, '2027-04-01 に一度だけ', 'Once, on 2027-04-01'],
    [
      { kind: 'event', event: 'document-downloaded', ...(oneDay && { delay: oneDay }) },
      'document-downloaded の1日後',
      '1 day after document-downloaded',
    ],
    [
      { kind: 'event', event: 'visit', delay: { kind: 'time', ms: 5_400_000 } },
      'visit の1時間30分後',
      '1 h 30 min after visit',
    ],
    [{ kind: 'event', event: 'visit' }, 'visit のすぐあと', 'As soon as visit'],
  ];

  it.each(cases)('%j', (trigger, ja, en) => {
    expect(triggerWords(trigger, defaultRecordModel)).toEqual({ ja, en });
  });
});
