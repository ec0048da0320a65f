import { describe, expect, it } from 'vitest';
import type { ApprovalDecision } from '../../../lambda/domain/approval/approval-decision.ts';
import type { ApprovalRequest } from '../../../lambda/domain/approval/approval-request.ts';
import { campaignName, customerName, standingOf } from '../../../lambda/domain/pages/request-view.ts';
import { deadlineText, whenText } from '../../../lambda/domain/pages/when-text.ts';
import type { SendRow } from '../../../lambda/domain/send-log/send-row.ts';
import { aCampaign, aCustomer } from '../../support/builders.ts';

const untilMs = Date.parse('2027-03-17T00:00:00+09:00');
const row: SendRow = {
  ...{ customer: 'C1', key: 'k', campaign: 'birthday', record: 'customer/C1', path: {}, offset: '' },
  ...{ date: '2027-03-14', dueOn: '2027-03-14', state: 'awaiting-approval', reason: '', version: 'v1' },
  ...{ messageId: '', at: '2027-03-14T00:00:00Z', attempt: 0 },
};
const mailbox = { name: '', address: 'a@example.jp' };
const request: ApprovalRequest = {
  ...{
    row,
    campaign: aCampaign(),
    customer: { ...aCustomer(), rev: 1 },
    approver: { name: '佐藤', email: '' },
    untilMs,
  },
  ...{ mail: { from: mailbox, to: mailbox, subject: 's', html: 'h', text: 't', tags: {} }, digest: 'd', facts: [] },
};
const decided = (decision: ApprovalDecision['decision']): ApprovalDecision => ({
  ...{ decision, by: '佐藤', comment: '', at: '2027-03-14T01:00:00Z', digest: 'd' },
});
const kindOf = (changes: Partial<SendRow>, rest: Partial<ApprovalRequest> = {}, nowMs = untilMs - 1) =>
  standingOf({ ...request, ...rest, row: { ...row, ...changes } }, nowMs).kind;

describe('a request', () => {
  it('waits until the last instant of its time', () => {
    expect(kindOf({})).toBe('pending');
    expect(kindOf({}, {}, untilMs)).toBe('too-late');
  });

  it('waits again when its approval has become void', () => {
    expect(kindOf({ decisions: [decided('approved'), decided('void')] })).toBe('pending');
  });

  it.each(['waiting', 'planned', 'sent', 'bounced', 'rejected', 'expired'] as const)(
    'that somebody decided stays decided when its mail is %s',
    (state) => {
      expect(kindOf({ state, decisions: [decided('approved')] }, {}, untilMs)).toBe('decided');
    },
  );

  it('that nobody decided in time is too late', () => {
    expect(kindOf({ state: 'expired', reason: 'approval-expired' })).toBe('too-late');
    expect(kindOf({ state: 'expired', decisions: [decided('void')] })).toBe('too-late');
  });

  it('is not needed for a mail that would not leave, was stopped, or cannot be written', () => {
    expect(kindOf({}, { blocked: { state: 'skipped', reason: 'where-false' } })).toBe('blocked');
    expect(kindOf({ state: 'stopped', reason: 'stopped-by-person' })).toBe('blocked');
    const { mail: _, ...unwritten } = request;
    expect(standingOf(unwritten, untilMs - 1).kind).toBe('blocked');
  });

  it('is called by names where there are any, else by ids', () => {
    expect([campaignName(request), customerName(request)]).toEqual(['誕生日', '山田 花子']);
    const company = { ...aCustomer('C1', { name: undefined, company: '青葉商事' }), rev: 1 };
    expect(customerName({ row, customer: company })).toBe('青葉商事');
    const gone = { row, campaign: undefined, customer: undefined };
    expect([campaignName(gone), customerName(gone)]).toEqual(['birthday', 'C1']);
  });
});

describe('times', () => {
  const stage = { locale: 'ja', timeZone: 'Asia/Tokyo' } as const;

  it('are those of the stage', () => {
    expect(whenText(Date.parse('2027-03-14T15:30:00Z'), stage)).toBe('2027年3月15日(月) 00:30');
    expect(whenText(Date.parse('2027-03-14T15:30:00Z'), { locale: 'en', timeZone: 'UTC' })).toBe(
      'Sun, Mar 14, 2027 15:30',
    );
  });

  it('end with the last minute, not with the midnight after', () => {
    expect(deadlineText(untilMs, stage)).toBe('2027年3月16日(火) 23:59');
  });
});
