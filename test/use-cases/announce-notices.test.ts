import { describe, expect, test } from 'vitest';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import { aSendRow } from '../domain/events/a-send-row.ts';
import { aVersion } from '../support/builders.ts';
import { aSend, aSetting, customers } from '../support/notice-setting.ts';

const rows = ['C1', 'C2'].map((customer) =>
  aSendRow({ customer, key: `birthday#customer/${customer}#2027#`, messageId: `m-${customer}` }),
);
const optedOut: Notice = {
  ...{ kind: 'opted-out', customer: 'C1', scope: 'marketing' },
  ...{ at: '2027-03-14T01:00:00.000Z', source: 'one-click' },
};

describe('other systems hear', () => {
  test.each(['each', 'digest', 'failures'] as const)(
    'of every mail that was sent, under notify: %s',
    async (notify) => {
      const { post, announced } = aSetting({ customers, rows, campaign: aVersion({ notify }) });
      expect(await post([aSend('C1'), aSend('C2')])).toEqual([]);
      expect(announced.map(({ type, detail }) => [type, detail.customer])).toEqual([
        ['mail.sent', 'C1'],
        ['mail.sent', 'C2'],
      ]);
    },
  );

  test('of a mail that came back, and of an opt-out, which makes no card', async () => {
    const { post, announced, posts } = aSetting({ customers, rows });
    await post([aSend('C1', { state: 'bounced', reason: 'hard-bounce' }), optedOut]);
    expect(announced.map(({ type }) => type)).toEqual(['mail.bounced', 'customer.opted-out']);
    expect(posts).toHaveLength(1);
  });

  test('of nothing else, and of no send that the log does not know', async () => {
    const { post, announced } = aSetting({ customers, rows });
    await post([aSend('C1', { state: 'stopped', reason: 'stop-flag' }), aSend('C3')]);
    expect(announced).toEqual([]);
  });

  test('once of what lies on the queue twice', async () => {
    const { post, announced } = aSetting({ customers, rows });
    expect(await post([aSend('C1'), aSend('C1')])).toEqual([]);
    expect(announced).toHaveLength(1);
  });

  test('what the bus does not take goes back to the queue in full, and no card is posted for it', async () => {
    const { post, lines } = aSetting({
      ...{ customers, rows },
      bus: (events) => events.filter(({ detail }) => detail.customer === 'C1').map(({ id }) => id),
    });
    expect(await post([aSend('C1'), aSend('C2'), optedOut])).toEqual(['m0', 'm2']);
    expect(lines().flat().join('\n')).not.toContain('山田');
    expect(lines().flat().join('\n')).toContain('田中');
  });

  test('while the bus takes nothing, mails and opt-outs wait and everything else is told', async () => {
    const { post, lines, logged } = aSetting({
      ...{ customers, rows },
      bus: () => {
        throw new Error('no answer');
      },
    });
    expect(await post([aSend('C1'), { kind: 'withdrawn', campaign: 'birthday' }])).toEqual(['m0']);
    expect(lines().flat()).toContain('取り下げました：birthday');
    expect(logged.join()).toContain('announce-failed');
  });
});

test('events that could not be read are told on one card, in the default channel', async () => {
  const { post, lines, problems } = aSetting();
  const refused = (id: string): Notice => ({
    ...{ kind: 'event-refused', id, detailType: 'customer.upserted', source: 'crm' },
    problems: [{ path: 'detail.customer.birthday', explanation: { ja: '日付として読めません。', en: 'No date.' } }],
  });
  expect(await post([refused('e1'), refused('e2')])).toEqual([]);
  expect(problems()).toEqual([]);
  expect(lines()).toHaveLength(1);
  expect(lines()[0]).toContain('システムからのイベントを読めませんでした（2件）');
});
