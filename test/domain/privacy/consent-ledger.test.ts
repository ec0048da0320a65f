import { expect, test } from 'vitest';
import type { ConsentEntry } from '../../../lambda/domain/privacy/consent-entry.ts';
import { consentLedger } from '../../../lambda/domain/privacy/consent-ledger.ts';
import type { RefusalEntry } from '../../../lambda/domain/privacy/refusal-entry.ts';

const on = (day: string) => `2027-03-${day}T00:00:00.000Z`;
const optOut: RefusalEntry = { what: 'opt-out', about: 'marketing', at: on('02'), source: 'one-click' };

test('what a file says and what a customer says stand in one list, in order, each with its source', () => {
  const told: ConsentEntry[] = [
    { customer: 'C1', category: 'marketing', what: 'given', at: on('01'), source: 'customers.csv' },
    { customer: 'C1', category: 'marketing', what: 'withdrawn', at: on('05'), source: 'customers.csv' },
  ];
  const said: RefusalEntry[] = [
    optOut,
    { what: 'suppress', about: 'bounce', at: on('03'), source: 'bounce' },
    { what: 'opt-in', about: 'birthday', at: on('04'), source: 'page' },
    { what: 'erase', about: '', at: on('06'), source: 'erase' },
  ];
  expect(consentLedger(told, said)).toEqual([
    { category: 'marketing', scope: 'everything', what: 'given', at: on('01'), source: 'customers.csv' },
    { category: 'marketing', scope: 'everything', what: 'withdrawn', at: on('02'), source: 'one-click' },
    { category: 'marketing', scope: 'birthday', what: 'given', at: on('04'), source: 'page' },
    { category: 'marketing', scope: 'everything', what: 'withdrawn', at: on('05'), source: 'customers.csv' },
  ]);
});

test('a word that was written down for the customer and for their address is one', () => {
  expect(consentLedger([], [optOut, optOut])).toHaveLength(1);
});
