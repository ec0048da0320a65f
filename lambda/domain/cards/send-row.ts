import { durationWords } from '../calendar/duration.ts';
import type { CardElement } from './adaptive-card.ts';
import { text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { dayText, linkedText, plainText } from './card-text.ts';
import { customerText } from './customer-text.ts';
import type { SendFacts } from './send-card-facts.ts';

const longestComment = 300;

/** One send on a card: whom it was for, the mail with a link to it, and who turned it down. */
export function sendRow(send: SendFacts, { locale }: CardSetting): CardElement {
  const { date, offset } = send;
  const details = [date === undefined ? '' : dayText(date, locale), durationWords(offset, locale)];
  const first = [customerText(send, locale), ...details].filter((part) => part !== '').join(' · ');
  const more = [mailLine(send, locale), rejectedLine(send, locale)].filter((line) => line !== '');
  if (more.length === 0) return text(first, { spacing: 'small' });
  return {
    type: 'Container',
    spacing: 'small',
    items: [text(first), ...more.map((line) => text(line, { spacing: 'none' }))],
  };
}

function mailLine({ subject = '', mailUrl = '' }: SendFacts, locale: CardSetting['locale']): string {
  const link = mailUrl === '' ? '' : linkedText(locale === 'ja' ? 'メールを見る' : 'Show the mail', mailUrl);
  const quoted = subject === '' ? '' : locale === 'ja' ? `「${plainText(subject)}」` : `“${plainText(subject)}”`;
  return [link, quoted].filter((part) => part !== '').join(' · ');
}

function rejectedLine({ rejectedBy }: SendFacts, locale: CardSetting['locale']): string {
  if (rejectedBy === undefined) return '';
  const by = plainText(rejectedBy.by);
  const comment = plainText(rejectedBy.comment, longestComment);
  if (locale === 'ja') return `見送った人：${by}${comment === '' ? '' : `「${comment}」`}`;
  return `Turned down by ${by}${comment === '' ? '' : `: “${comment}”`}`;
}
