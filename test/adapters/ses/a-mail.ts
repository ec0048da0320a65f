import type { OutgoingMail } from '../../../lambda/ports.ts';

/** A mail to Yamada Taro, changed as the test needs it. */
export function aMail(changes: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    from: { name: '節目商事', address: 'info@example.jp' },
    to: { name: '山田 太郎', address: 'taro@example.com' },
    subject: 'お誕生日おめでとうございます',
    html: '<p>おめでとうございます</p>',
    text: 'おめでとうございます',
    tags: { send: 'abc_1-2' },
    ...changes,
  };
}
