import type { SendRow } from '../../../lambda/domain/send-log/send-row.ts';
import type { Clock } from '../../../lambda/ports.ts';

/** A planned birthday mail, due on 14 March 2027, unless told otherwise. */
export function aSend(changes: Partial<SendRow> = {}): SendRow {
  const { customer = 'C0001', campaign = 'birthday' } = changes;
  return {
    ...{ customer, campaign, key: `${campaign}#customer/${customer}#2027#` },
    ...{ record: `customer/${customer}`, path: {}, date: '2027-03-14', dueOn: '2027-03-14', offset: '' },
    ...{ state: 'planned', reason: '', version: 'v1', messageId: '', at: '2027-03-14T00:00:00.000Z', attempt: 0 },
    ...changes,
  };
}

/** A clock that a test sets. */
export function aClock(iso = '2027-03-14T00:00:00.000Z'): Clock & { set(iso: string): void } {
  let nowMs = Date.parse(iso);
  return {
    nowMs: () => nowMs,
    set(next) {
      nowMs = Date.parse(next);
    },
  };
}
