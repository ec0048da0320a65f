import { describe, expect, test } from 'vitest';
import { approverOf } from '../../../lambda/domain/approval/approver-of.ts';
import { aCampaign } from '../../support/builders.ts';

const owner = { name: '佐藤', email: 'sato@minamo.example.jp' };
const byOwner = { defaultApprover: 'owner' };
const byManager = { defaultApprover: 'manager@minamo.example.jp' };

describe('who is asked for approval', () => {
  test('is whom the campaign names, else whom the stage names', () => {
    const named = aCampaign({ approver: 'head@minamo.example.jp' });
    expect(approverOf(named, owner, byManager)).toEqual({ name: '', email: 'head@minamo.example.jp' });
    expect(approverOf(aCampaign(), owner, byManager)).toEqual({ name: '', email: 'manager@minamo.example.jp' });
    expect(approverOf(undefined, owner, byOwner)).toEqual(owner);
  });

  test('is the customer’s owner where the campaign or the stage says so', () => {
    expect(approverOf(aCampaign({ approver: 'owner' }), owner, byManager)).toEqual(owner);
    expect(approverOf(aCampaign(), owner, byOwner)).toEqual(owner);
  });

  test('is the stage’s approver for a customer whose owner has no address, if there is one', () => {
    const unknown = { name: '佐藤', email: '' };
    expect(approverOf(aCampaign({ approver: 'owner' }), unknown, byManager)).toEqual({
      ...{ name: '', email: 'manager@minamo.example.jp' },
    });
    expect(approverOf(aCampaign({ approver: 'owner' }), unknown, byOwner)).toEqual(unknown);
  });

  test('has a name where the address is the owner’s, however it is written', () => {
    const named = aCampaign({ approver: 'Sato@Minamo.example.jp' });
    expect(approverOf(named, owner, byOwner)).toEqual({ name: '佐藤', email: 'Sato@Minamo.example.jp' });
  });
});
