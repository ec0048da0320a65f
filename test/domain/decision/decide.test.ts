import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import { decide, explainGates } from '../../../lambda/domain/decision/decide.ts';
import type { Facts } from '../../../lambda/domain/decision/facts.ts';
import { aCampaign, aCustomer } from '../../support/builders.ts';

type Changes = Partial<Omit<Facts, 'campaign' | 'customer'>> & {
  readonly campaign?: Partial<Campaign>;
  readonly customer?: Parameters<typeof aCustomer>[1];
};

function someFacts({ campaign, customer, ...rest }: Changes = {}): Facts {
  return {
    campaign: aCampaign(campaign),
    candidate: {
      ...{ customer: 'C1', record: 'customer/C1', path: {}, offset: '' },
      ...{ nominal: '2027-03-14', dueOn: '2027-03-14', years: 27 },
    },
    customer: { ...aCustomer('C1', customer), rev: 1 },
    consentPolicy: 'existing-customer',
    live: true,
    accepts: () => true,
    refused: { optedOut: [], suppressed: [], erased: false },
    address: 'hanako@example.com',
    missing: () => [],
    earlier: undefined,
    ...rest,
  };
}

/** Every reason to say no, in the order in which it is asked. */
const noes: readonly (readonly [reason: string, changes: Changes])[] = [
  ['campaign-withdrawn', { live: false }],
  ['where-false', { accepts: () => false }],
  ['year-out-of-range', { candidate: { ...someFacts().candidate, years: 0 } }],
  ['suspect-date:birthday', { date: { name: 'birthday', value: '1900-01-01', isSuspect: true } }],
  ['no-consent', { customer: { consent: false } }],
  ['opted-out', { refused: { optedOut: ['marketing'], suppressed: [], erased: false } }],
  ['suppressed', { refused: { optedOut: [], suppressed: ['everything'], erased: false } }],
  ['invalid-address', { address: '' }],
  ['missing-value:name', { missing: () => ['name', 'company'] }],
  ['recently-sent', { earlier: { reason: 'recently-sent', on: '2027-03-01' } }],
  ['stop-flag', { customer: { stopped: true } }],
];

describe('a candidate', () => {
  test('gets the mail when nothing speaks against it', () => {
    expect(decide(someFacts())).toEqual({ kind: 'send', reason: '' });
  });

  test.each(noes)('does not get it for the reason %s', (reason, changes) => {
    expect(decide(someFacts(changes)).reason).toBe(reason);
  });

  test.each(noes.slice(0, -1).map(([reason], index) => [reason, noes[index + 1]?.[0], index] as const))(
    'hears %s before %s',
    (reason, _later, index) => {
      const both = { ...noes[index + 1]?.[1], ...noes[index]?.[1] };
      expect(decide(someFacts(both)).reason).toBe(reason);
    },
  );

  test('with the stop flag is stopped, not skipped', () => {
    expect(decide(someFacts({ customer: { stopped: true } })).kind).toBe('stop');
  });

  test('who needs approval is asked about, unless the campaign never asks', () => {
    const customer = { approvalRequired: true };
    expect(decide(someFacts({ customer })).kind).toBe('ask');
    expect(decide(someFacts({ customer, campaign: { approval: 'never' } })).kind).toBe('send');
    expect(decide(someFacts({ campaign: { approval: 'always' } })).kind).toBe('ask');
  });

  test('without an answer to 配信同意 is asked of by the policy of the stage', () => {
    expect(decide(someFacts({ consentPolicy: 'required' })).reason).toBe('no-consent');
    expect(decide(someFacts({ consentPolicy: 'required', customer: { consent: true } })).kind).toBe('send');
  });

  test('gets contract mail whatever was said to marketing, but not when the address is dead', () => {
    const campaign = { category: 'contract' } as const;
    const customer = { consent: false };
    const refused = { optedOut: ['marketing', 'birthday'], suppressed: [], erased: false };
    expect(decide(someFacts({ campaign, customer, refused })).kind).toBe('send');
    expect(decide(someFacts({ campaign, refused: { ...refused, suppressed: ['everything'] } })).reason).toBe(
      'suppressed',
    );
  });

  test('whose address complained gets no marketing, and nothing more of that campaign, but other contract mail', () => {
    const refused = { optedOut: [], suppressed: ['campaign:renewal', 'marketing'], erased: false };
    const contract = (id: string) => ({ id, identity: id, category: 'contract' }) as const;
    expect(decide(someFacts({ refused })).reason).toBe('suppressed');
    expect(decide(someFacts({ refused, campaign: contract('renewal') })).reason).toBe('suppressed');
    expect(decide(someFacts({ refused, campaign: contract('ending') })).kind).toBe('send');
  });

  test('who left one campaign still gets the others', () => {
    const refused = { optedOut: ['birthday'], suppressed: [], erased: false };
    expect(decide(someFacts({ refused })).reason).toBe('opted-out');
    expect(decide(someFacts({ refused, campaign: { id: 'letter', identity: 'letter' } })).kind).toBe('send');
  });

  test('whose birthday has no year is of no age, and of any', () => {
    expect(decide(someFacts({ candidate: { ...someFacts().candidate, years: undefined } })).kind).toBe('send');
  });
});

test('explaining shows every gate in order, also those after the first no', () => {
  const answers = explainGates(someFacts({ accepts: () => false, customer: { stopped: true } }));
  expect(answers.map(({ gate }) => gate)).toEqual([
    ...[
      'campaign-live',
      'where',
      'years-in-range',
      'plausible-date',
      'consent',
      'opt-out',
      'suppression',
      'valid-address',
    ],
    ...['required-values', 'not-recently-sent', 'stop-flag', 'approval'],
  ]);
  expect(answers.filter(({ passed }) => !passed).map(({ reason }) => reason)).toEqual(['where-false', 'stop-flag']);
});
