import { expect, test } from 'vitest';
import { outboundOfOptOut, outboundOfSend } from '../../../lambda/domain/events/outbound-of.ts';
import type { SendState } from '../../../lambda/domain/send-log/send-state.ts';
import { aSendRow } from './a-send-row.ts';

const sent = { state: 'sent', reason: '' } as const;
const bounced = { state: 'bounced', reason: 'hard-bounce' } as const;

test('a sent mail is announced with ids and dates, as of when it was handed over', () => {
  const later = aSendRow({ state: 'delivered', at: '2027-03-14T00:01:00.000Z' });
  expect(outboundOfSend(sent, later)).toMatchObject({
    type: 'mail.sent',
    detail: {
      ...{ campaign: 'birthday', customer: 'C1', record: 'customer/C1', date: '2027-03-14', dueOn: '2027-03-14' },
      ...{ messageId: 'm1', at: '2027-03-14T00:00:03.000Z' },
    },
  });
});

test('a mail that came back is announced with the cause', () => {
  expect(outboundOfSend(bounced, aSendRow())).toMatchObject({
    type: 'mail.bounced',
    detail: { at: '2027-03-14T00:00:05.000Z', reason: 'hard-bounce' },
  });
});

test('nothing else that becomes of a mail is announced', () => {
  const others: readonly SendState[] = ['planned', 'stopped', 'awaiting-approval', 'expired', 'failed', 'complained'];
  expect(others.map((state) => outboundOfSend({ state, reason: '' }, aSendRow()))).toEqual(others.map(() => undefined));
});

test('the id stays the same for the same happening, and is another for every other one', () => {
  const id = (...of: Parameters<typeof outboundOfSend>) => outboundOfSend(...of)?.id;
  const optOut = { kind: 'opted-out', customer: 'C1', scope: 'marketing', at: '2027-03-14T01:00:00.000Z' } as const;
  expect(id(sent, aSendRow({ state: 'delivered', at: '2027-03-15T00:00:00.000Z' }))).toBe(id(sent, aSendRow()));
  const ids = [
    ...[id(sent, aSendRow()), id(bounced, aSendRow()), id(sent, aSendRow({ attempt: 2 }))],
    ...[id(sent, aSendRow({ customer: 'C2' })), id(sent, aSendRow({ key: 'birthday#customer/C1#2028#' }))],
    ...[outboundOfOptOut({ ...optOut, source: 'x' }).id, outboundOfOptOut({ ...optOut, scope: 'a', source: 'x' }).id],
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
