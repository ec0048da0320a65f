import type { SendRow } from '../../../lambda/domain/send-log/send-row.ts';

/** A birthday mail that has been sent at 9 on 14 March 2027 in Tokyo. */
export function aSendRow(changes: Partial<SendRow> = {}): SendRow {
  return {
    ...{ customer: 'C1', key: 'birthday#customer/C1#2027#', campaign: 'birthday', record: 'customer/C1', path: {} },
    ...{ date: '2027-03-14', dueOn: '2027-03-14', offset: '', state: 'sent', reason: '', version: 'v1' },
    ...{ messageId: 'm1', at: '2027-03-14T00:00:05.000Z', sentAt: '2027-03-14T00:00:03.000Z', attempt: 1 },
    ...changes,
  };
}
