import { describe, expect, it } from 'vitest';
import { type Decidable, whyNot } from '../../../lambda/domain/approval/may-decide.ts';

const signIn = { issuer: 'https://id.example', clientId: 'fushime', deputies: ['boss@example.jp'] };
const approver = { name: '佐藤', email: 'sato@example.jp' };

function aRequest(changes: Partial<Decidable> = {}): Decidable {
  return { approver, campaign: {}, uploadedBy: ['sato@example.jp'], ...changes };
}
const twoPersons = { secondPerson: true };

describe('who may decide', () => {
  it('is whoever holds the link, on a stage without sign-in', () => {
    expect(whyNot(aRequest(), undefined, {})).toBeUndefined();
  });

  it('is nobody who has not signed in, on a stage with sign-in', () => {
    expect(whyNot(aRequest(), undefined, { signIn })).toBe('sign-in');
    expect(whyNot(aRequest(), '', { signIn })).toBe('sign-in');
  });

  it('is the approver, however the address is written, and the deputies', () => {
    expect(whyNot(aRequest(), 'Sato@EXAMPLE.jp ', { signIn })).toBeUndefined();
    expect(whyNot(aRequest(), 'boss@example.jp', { signIn })).toBeUndefined();
    expect(whyNot(aRequest(), 'suzuki@example.jp', { signIn })).toBe('not-the-approver');
    expect(whyNot(aRequest(), 'sato@example.jp.evil.example', { signIn })).toBe('not-the-approver');
  });

  it('is a deputy alone where nobody knows the approver', () => {
    const request = aRequest({ approver: { email: '' } });
    expect(whyNot(request, ' ', { signIn })).toBe('not-the-approver');
    expect(whyNot(request, 'boss@example.jp', { signIn })).toBeUndefined();
  });
});

describe('a campaign that demands a second person', () => {
  it('is not approved by who uploaded it, as approver or as deputy', () => {
    expect(whyNot(aRequest({ campaign: twoPersons }), 'SATO@example.jp', { signIn })).toBe('own-upload');
    const byBoss = aRequest({ campaign: twoPersons, uploadedBy: ['boss@example.jp'] });
    expect(whyNot(byBoss, 'boss@example.jp', { signIn })).toBe('own-upload');
    expect(whyNot(byBoss, 'sato@example.jp', { signIn })).toBeUndefined();
  });

  it('is not approved by who uploaded one of its partials', () => {
    const uploadedBy = ['suzuki@example.jp', 'sato@example.jp'];
    expect(whyNot(aRequest({ campaign: twoPersons, uploadedBy }), 'sato@example.jp', { signIn })).toBe('own-upload');
  });

  it('is approved by nobody while nobody knows who uploaded it, or who signed in', () => {
    expect(whyNot({ approver, campaign: twoPersons }, 'sato@example.jp', { signIn })).toBe('own-upload');
    expect(whyNot(aRequest({ campaign: twoPersons, uploadedBy: ['suzuki@example.jp'] }), undefined, {})).toBe(
      'sign-in',
    );
  });
});
