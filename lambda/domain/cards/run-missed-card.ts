import { localTime } from '../calendar/zone.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { dayText, plainText } from './card-text.ts';

type MissedNotice = Extract<Notice, { readonly kind: 'run-missed' }>;

/** A run did not begin at its time and has been started since: what that means for its mails. */
export function runMissedCard(
  { date, scheduledTime }: MissedNotice,
  campaign: { readonly name: string; readonly timeZone: string },
  setting: CardSetting,
): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const title = words.title(plainText(campaign.name));
  const line = words.line(dayText(date, locale), localTime(Date.parse(scheduledTime), campaign.timeZone));
  return toPayload({
    title,
    body: [
      cardHead({ title, line, tone: 'warning' }),
      {
        type: 'Container',
        spacing: 'medium',
        items: [text(words.what), text(words.late, { spacing: 'small' }), text(words.todo, { spacing: 'small' })],
      },
      cardFoot(setting.name),
    ],
  });
}

const japanese = {
  title: (name: string) => `${name}：予定の時刻に始まりませんでした`,
  line: (day: string, time: string) => `${day} ${time} の分`,
  what: '自動で開始しています。メールは予定より遅れて届きます。同じメールが2通届くことはありません。',
  late: '有効期間（validFor）のうちに出せなかったものは送らず、期限切れとしてお知らせします。',
  todo: '原因は管理者が調べます。ご対応は不要です。',
} as const;

const english = {
  title: (name: string) => `${name}: did not start on time`,
  line: (day: string, time: string) => `${day}, ${time}`,
  what: 'It is being started now, by itself. The mails leave later than planned; nobody gets one twice.',
  late: 'What cannot leave while it is valid (validFor) is not sent, and you are told.',
  todo: 'The platform team looks into the cause. There is nothing for you to do.',
} as const;
