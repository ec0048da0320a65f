import { expect, it } from 'vitest';
import { personOfClaims } from '../../../lambda/domain/sign-in/person-of-claims.ts';

it('takes the address that the token names, else the name that people sign in with', () => {
  const all = { email: 'sato@example.jp', preferred_username: 'k.sato@example.jp', name: '佐藤 健' };
  expect(personOfClaims(all)).toEqual({ email: 'sato@example.jp', name: '佐藤 健' });
  expect(personOfClaims({ ...all, email: undefined })).toEqual({ email: 'k.sato@example.jp', name: '佐藤 健' });
  expect(personOfClaims({ email: 'sato@example.jp', email_verified: true, name: ' ' })).toEqual({
    email: 'sato@example.jp',
    name: 'sato@example.jp',
  });
});

it('takes nothing that is no address, or that the provider does not stand for', () => {
  expect(personOfClaims({})).toBeUndefined();
  expect(personOfClaims({ email: 7, preferred_username: 'sato' })).toBeUndefined();
  for (const email_verified of [false, 'false']) {
    const claims = { email: 'boss@example.jp', preferred_username: 'boss@example.jp', email_verified };
    expect(personOfClaims(claims)).toBeUndefined();
  }
});
