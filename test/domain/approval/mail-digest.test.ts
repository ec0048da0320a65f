import { describe, expect, test } from 'vitest';
import { mailDigest } from '../../../lambda/domain/approval/mail-digest.ts';
import type { OutgoingMail } from '../../../lambda/domain/message/outgoing-mail.ts';

const mail: OutgoingMail = {
  from: { name: '株式会社みなも', address: 'info@minamo.example.jp' },
  to: { name: '山田 花子', address: 'hanako@example.com' },
  replyTo: { name: '', address: 'sato@minamo.example.jp' },
  subject: 'お誕生日おめでとうございます',
  html: '<p>山田様</p>',
  text: '山田様\n',
  tags: { attempt: '1' },
};
const { replyTo: _, ...withoutReplyTo } = mail;

describe('a mail’s digest', () => {
  test('is 43 characters that fit a form field', () => {
    expect(mailDigest(mail)).toMatch(/^[\w-]{43}$/);
  });

  test.each<[string, OutgoingMail]>([
    ['the sender’s name', { ...mail, from: { ...mail.from, name: 'みなも' } }],
    ['the sender’s address', { ...mail, from: { ...mail.from, address: 'news@minamo.example.jp' } }],
    ['the recipient’s name', { ...mail, to: { ...mail.to, name: '山田' } }],
    ['the recipient’s address', { ...mail, to: { ...mail.to, address: 'h@example.com' } }],
    ['where answers go', { ...mail, replyTo: { name: '', address: 'tanaka@minamo.example.jp' } }],
    ['that answers go elsewhere at all', withoutReplyTo],
    ['the subject', { ...mail, subject: 'おめでとうございます' }],
    ['the HTML', { ...mail, html: '<p>山田様 </p>' }],
    ['the text', { ...mail, text: '山田様' }],
    ['a word that moves from one part to the next', { ...mail, subject: `${mail.subject}<`, html: 'p>山田様</p>' }],
  ])('changes with %s', (_name, changed) => {
    expect(mailDigest(changed)).not.toBe(mailDigest(mail));
  });

  test('does not change with what only machines read', () => {
    const other = { ...mail, tags: { attempt: '2' }, unsubscribeUrl: 'https://pages.example.jp/u/C1' };
    expect(mailDigest(other)).toBe(mailDigest(mail));
  });
});
