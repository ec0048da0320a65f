import { describe, expect, it } from 'vitest';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { aVersion } from '../support/builders.ts';
import { aSetting, customers } from '../support/notice-setting.ts';

const asking = (customer: string, isReminder = false): Notice => ({
  ...{
    kind: 'outcome-request',
    campaign: 'birthday',
    customer,
    key: `birthday#customer/${customer}#2027#`,
    isReminder,
  },
});

function aLost(customer: string, changes: Partial<SendRow> = {}): SendRow {
  return {
    ...{ customer, key: `birthday#customer/${customer}#2027#`, campaign: 'birthday', record: `customer/${customer}` },
    ...{ path: {}, date: '2027-03-14', dueOn: '2027-03-14', offset: '', version: 'v1', messageId: '', attempt: 1 },
    ...{ state: 'uncertain', reason: 'unknown-outcome', at: '2027-03-14T00:00:00.000Z' },
    ...changes,
  };
}

describe('asking what became of mails', () => {
  const ids = ['C1', 'C2', 'C3', 'C4'];
  const rows = ids.map((id) => aLost(id));
  const campaign = aVersion({ channel: 'owner', notify: 'failures' });

  it('is one card for each owner, where the campaign’s cards go', async () => {
    const setting = aSetting({ customers, rows, campaign });
    expect(await setting.post(ids.map((id) => asking(id)))).toEqual([]);
    expect(setting.problems()).toEqual([]);
    expect(setting.posts.map(({ address }) => ('email' in address ? address.email : address.name))).toEqual([
      ...['sato@example.jp', 'suzuki@example.jp', '営業'],
    ]);
    const [first] = setting.lines();
    expect(first?.[0]).toBe('【送信の確認】誕生日（2件）');
    expect(first?.join('\n').match(/https:\/\/pages.example.jp\/outcome\//g)).toHaveLength(2);
  });

  it('does not ask about what has been told meanwhile', async () => {
    const setting = aSetting({ customers, rows: [aLost('C1', { state: 'delivered', reason: '' })], campaign });
    expect(await setting.post([asking('C1'), asking('C2', true)])).toEqual([]);
    expect(setting.posts).toEqual([]);
  });

  it('comes again when Teams refuses the card', async () => {
    const answer = () => ({ kind: 'refused', status: 500, retryable: true }) as const;
    const setting = aSetting({ customers, rows, campaign, answer });
    expect(await setting.post([asking('C1')])).toEqual(['m0']);
  });
});
