import { describe, expect, test } from 'vitest';
import { conclusion, severalOnADay, whichAddress } from '../../../lambda/domain/privacy/mails-at-address.ts';
import type { SendRow } from '../../../lambda/domain/send-log/send-row.ts';
import { aSend } from '../../adapters/stores/send-builders.ts';

const sent = (changes: Partial<SendRow>): SendRow =>
  aSend({ state: 'delivered', attempt: 1, addressHash: 'h', sentAt: '2027-03-14T00:00:00.000Z', ...changes });
const told = (...rows: SendRow[]) => conclusion(severalOnADay(rows, 'h', 'Asia/Tokyo'), 'en');

describe('“two mails came”', () => {
  test('is answered with the two customers that share the address', () => {
    const rows = [sent({ customer: 'C0001' }), sent({ customer: 'C0913' })];
    expect(told(...rows)).toEqual([
      '2 mails on 2027-03-14: customer C0001, campaign birthday; customer C0913, campaign birthday. 2 customers share this address. If they are one person, please make one of them.',
    ]);
    expect(conclusion(severalOnADay(rows, 'h', 'Asia/Tokyo'), 'ja')[0]).toContain('2件の顧客データが同じアドレスです');
  });

  test('is answered with the two campaigns', () => {
    expect(told(sent({}), sent({ campaign: 'offer', offset: 'P1W' }))[0]).toMatch(
      /campaign birthday; .*campaign offer P1W\. It is one mail of each campaign/,
    );
  });

  test('is answered with the two occasions of one campaign', () => {
    expect(told(sent({ record: 'contract/1' }), sent({ record: 'contract/2' }))[0]).toContain('different occasions');
  });

  test('counts by the day on which the mails left, in the stage’s zone', () => {
    const late = sent({ campaign: 'late', sentAt: '2027-03-14T15:30:00.000Z' });
    expect(told(sent({}), late)).toEqual(['There is no day on which this address got more than one mail.']);
  });

  test('does not count mails to another address, or that never left; one of which it was not noted may count', () => {
    const { addressHash: _, ...unnoted } = sent({ campaign: 'old' });
    expect(severalOnADay([sent({}), sent({ campaign: 'x', addressHash: 'g' })], 'h', 'Asia/Tokyo')).toEqual([]);
    expect(severalOnADay([sent({}), sent({ campaign: 'x', state: 'skipped' })], 'h', 'Asia/Tokyo')).toEqual([]);
    expect(severalOnADay([sent({}), unnoted], 'h', 'Asia/Tokyo')).toHaveLength(1);
    expect([whichAddress(unnoted, 'h'), whichAddress(sent({}), 'g'), whichAddress(aSend(), 'h')]).toEqual([
      'unknown',
      'another',
      'none',
    ]);
  });

  test('says of a mail that may not have left that it may not', () => {
    expect(told(sent({}), sent({ campaign: 'x', state: 'uncertain' }))[0]).toContain('x (may not have left)');
  });
});
