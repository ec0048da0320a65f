import { durationWords } from '../calendar/duration.ts';
import type { LocalizedText } from '../locale.ts';
import type { CardElement } from './adaptive-card.ts';
import { text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { dayText, linkedText, plainText, quotedText } from './card-text.ts';
import { customerText } from './customer-text.ts';
import type { SendFacts } from './send-card-facts.ts';

const longestComment = 300;

/** One send on a card: whom it was for, the mail with a link to it, and who approved it or turned it down. */
export function sendRow(send: SendFacts, { locale }: CardSetting): CardElement {
  const first = [customerText(send, locale), occasionText(send, locale)].filter((part) => part !== '').join(' · ');
  const more = [mailLine(send, locale), decidedLine(send, locale)].filter((line) => line !== '');
  if (more.length === 0) return text(first, { spacing: 'small' });
  return {
    type: 'Container',
    spacing: 'small',
    items: [text(first), ...more.map((line) => text(line, { spacing: 'none' }))],
  };
}

/** The date that the mail is about, and how far from it the mail is due: 2027年6月14日(月)の3ヶ月前. */
function occasionText({ date, offset, dueOn }: SendFacts, locale: CardSetting['locale']): string {
  if (date === undefined) return '';
  const day = dayText(date, locale);
  const distance = durationWords(offset, locale);
  if (distance === '' || dueOn === undefined || dueOn === date) return day;
  const isBefore = dueOn < date;
  if (locale === 'ja') return `${day}の${distance}${isBefore ? '前' : '後'}`;
  return `${distance} ${isBefore ? 'before' : 'after'} ${day}`;
}

function mailLine({ subject = '', mailUrl = '' }: SendFacts, locale: CardSetting['locale']): string {
  const link = mailUrl === '' ? '' : linkedText(locale === 'ja' ? 'メールを見る' : 'Show the mail', mailUrl);
  return [link, subject === '' ? '' : quotedText(subject, locale)].filter((part) => part !== '').join(' · ');
}

function decidedLine({ decidedBy }: SendFacts, locale: CardSetting['locale']): string {
  if (decidedBy === undefined || decidedBy.decision === 'void') return '';
  const by = plainText(decidedBy.by);
  const comment = decidedBy.comment === '' ? '' : quotedText(decidedBy.comment, locale, longestComment);
  const who = decidedWords[decidedBy.decision][locale];
  if (locale === 'ja') return `${who}：${by}${comment}`;
  return `${who} ${by}${comment === '' ? '' : `: ${comment}`}`;
}

const decidedWords: Readonly<Record<Exclude<NonNullable<SendFacts['decidedBy']>['decision'], 'void'>, LocalizedText>> =
  {
    approved: { ja: '承認した人', en: 'Approved by' },
    rejected: { ja: '見送った人', en: 'Turned down by' },
    'went-out': { ja: '送信済みと判断した人', en: 'Taken as sent by' },
    again: { ja: 'もう一度送ると決めた人', en: 'Sent again by' },
    dropped: { ja: '送らないと決めた人', en: 'Dropped by' },
  };
