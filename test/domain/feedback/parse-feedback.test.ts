import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Feedback } from '../../../lambda/domain/feedback/feedback.ts';
import { outcomeOfFeedback } from '../../../lambda/domain/feedback/outcome-of-feedback.ts';
import { parseFeedback } from '../../../lambda/domain/feedback/parse-feedback.ts';
import { tagsOf } from '../../../lambda/domain/feedback/send-tags.ts';
import { anEvent, tagged } from './an-event.ts';

const row = { customer: 'C1', key: 'birthday#customer/C1#2027#' };
const about = { row, attempt: 1, messageId: 'm1' };
const sentAt = '2027-03-14T00:00:04.000Z';
const at = '2027-03-14T00:00:05.250Z';
const recipients = ['hanako@example.com'];

describe('an event of the mail service', () => {
  test.each([
    ['Send', { what: 'sent', at: sentAt }],
    ['Reject', { what: 'rejected', at: sentAt }],
    ['Delivery', { what: 'delivered', at, recipients }],
    ['Bounce', { what: 'hard-bounce', at, recipients }],
    ['Complaint', { what: 'complaint', at, recipients }],
  ] as const)('%s tells which mail of which customer it is about, when and whom it concerns', (type, told) => {
    expect(parseFeedback(anEvent(type))).toEqual({ ...about, ...told });
  });

  test('finds the row by the very tags that the mail was sent with, whatever its ids are made of', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
        fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
        fc.integer({ min: 1, max: 999 }),
        (customer, key, attempt) => {
          const ref = { customer: customer.toWellFormed(), key: key.toWellFormed() };
          const tags = Object.entries(tagsOf('birthday', ref, attempt)).map(([name, value]) => [name, [value]]);
          const event = anEvent('Send', { tags: Object.fromEntries(tags) });
          expect(parseFeedback(event)).toMatchObject({ row: ref, attempt });
        },
      ),
    );
  });

  test('finds it as well where the ids are as long as an import takes them, in tags that SES takes', () => {
    const id = '漢'.repeat(64);
    const ref = { customer: id, key: `${'c'.repeat(48)}#customer/${id}#${id}#P12M` };
    const tags = tagsOf('c'.repeat(48), ref, 3);
    for (const [name, value] of Object.entries(tags)) expect(`${name} ${value}`).toMatch(/^\w{1,20} [\w-]{1,256}$/);
    expect(Object.keys(tags).length).toBeLessThan(10);
    const carried = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
    expect(parseFeedback(anEvent('Send', { tags: carried }))).toMatchObject({ row: ref, attempt: 3 });
  });

  test('reads an instant with any offset as UTC', () => {
    const event = anEvent('Delivery', { told: { timestamp: '2027-03-14T09:00:05.25+09:00' } });
    expect(parseFeedback(event)).toMatchObject({ at });
  });

  test.each(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList', 'SomethingNew', undefined])(
    'is a hard bounce when it is permanent: %s',
    (bounceSubType) => {
      expect(parseFeedback(anEvent('Bounce', { told: { bounceSubType } }))).toMatchObject({ what: 'hard-bounce' });
    },
  );

  test.each([
    ['Transient', 'MailboxFull'],
    ['Transient', 'General'],
    ['Undetermined', 'Undetermined'],
    ['SomethingNew', undefined],
  ])('is a soft bounce when it may pass: %s %s', (bounceType, bounceSubType) => {
    const event = anEvent('Bounce', { told: { bounceType, bounceSubType } });
    expect(parseFeedback(event)).toMatchObject({ what: 'soft-bounce', isUnreported: false });
  });

  test('may be an automatic answer only when no server reported a failure', () => {
    const told = { bounceType: 'Transient', bounceSubType: 'General' };
    const bouncedRecipients = [{ emailAddress: 'hanako@example.com' }];
    expect(parseFeedback(anEvent('Bounce', { told: { ...told, bouncedRecipients } }))).toMatchObject({
      isUnreported: true,
    });
    const full = { ...told, bounceSubType: 'MailboxFull', bouncedRecipients };
    expect(parseFeedback(anEvent('Bounce', { told: full }))).toMatchObject({ isUnreported: false });
  });

  test('concerns the address that was mailed also when a server that forwards names another one', () => {
    const bouncedRecipients = [{ emailAddress: 'forwarded@example.net', action: 'failed' }];
    expect(parseFeedback(anEvent('Bounce', { told: { bouncedRecipients } }))).toMatchObject({
      recipients: ['hanako@example.com', 'forwarded@example.net'],
    });
  });

  test('concerns of several recipients only those that it names', () => {
    const destination = ['hanako@example.com', 'taro@example.com'];
    expect(parseFeedback(anEvent('Bounce', { destination }))).toMatchObject({ recipients });
  });

  test.each([
    ['a delay', anEvent('DeliveryDelay')],
    ['an opening', anEvent('Open')],
    ['a mail to a colleague', anEvent('Bounce', { tags: { customer: undefined, kind: ['notice'] } })],
    ['a mail without a key', anEvent('Bounce', { tags: { key: [''] } })],
    ['a key that is no base64url', anEvent('Bounce', { tags: { key: ['!'] } })],
    ['two customers', anEvent('Bounce', { tags: { customer: [tagged('C1'), tagged('C2')] } })],
    ['an attempt that is no number', anEvent('Bounce', { tags: { attempt: ['one'] } })],
    ['no time', anEvent('Delivery', { told: { timestamp: 'yesterday' } })],
    ['another source', { ...anEvent('Bounce'), source: 'my.app' }],
    ['nothing', undefined],
    ['a text', 'Bounce'],
    ['no detail', { source: 'aws.ses', detail: null }],
  ])('is nothing of ours: %s', (_, event) => {
    expect(parseFeedback(event)).toBeUndefined();
  });

  test('of any other shape is read as nothing, never as an error', () => {
    fc.assert(fc.property(fc.jsonValue(), (detail) => parseFeedback({ source: 'aws.ses', detail }) === undefined));
  });
});

test('what a mail becomes is taken from every state but its own end, and that it was refused only while nothing else is known', () => {
  const unrecorded = (what: Feedback['what']) => [...outcomeOfFeedback({ what }).unrecorded].sort();
  const recorded = (what: Feedback['what']) => outcomeOfFeedback({ what }).recorded;
  const open = ['awaiting-approval', 'cancelled', 'expired', 'planned', 'rejected', 'sending', 'skipped', 'stopped'];
  expect(unrecorded('sent')).toEqual([...open, 'uncertain', 'waiting']);
  expect(recorded('sent')).toEqual([]);
  for (const what of ['delivered', 'hard-bounce', 'soft-bounce', 'complaint'] as const) {
    expect(unrecorded(what)).toEqual([...open, 'failed', 'uncertain', 'waiting'].sort());
    expect(recorded(what)).toEqual(what === 'delivered' ? ['sent'] : ['sent', 'delivered']);
  }
  expect([unrecorded('rejected'), recorded('rejected')]).toEqual([['sending', 'uncertain'], ['sent']]);
});
