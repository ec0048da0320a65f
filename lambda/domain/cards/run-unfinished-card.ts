import type { IsoDate } from '../calendar/plain-date.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, countRow, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, plainText } from './card-text.ts';
import { outcomeText, readOutcome } from './outcome-text.ts';

type UnfinishedNotice = Extract<Notice, { readonly kind: 'run-unfinished' }>;

/** A run has not come to its end long after it began: how many mails are left, what they wait for, until when. */
export function runUnfinishedCard(
  notice: UnfinishedNotice,
  campaign: { readonly name: string; readonly lastDay?: IsoDate },
  setting: CardSetting,
): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const counts = Object.entries(notice.counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  const left = counts.reduce((sum, [, count]) => sum + count, 0);
  const title = words.title(plainText(campaign.name), countText(left, locale));
  const lastDay = campaign.lastDay === undefined ? '' : dayText(campaign.lastDay, locale);
  const rows = counts.map(([key, count]) => {
    const outcome = readOutcome(key);
    return countRow(countText(count, locale), outcome ? outcomeText(outcome, setting) : plainText(key), 'warning');
  });
  return toPayload({
    title,
    body: [
      cardHead({ title, line: words.line(dayText(notice.date, locale)), tone: 'warning' }),
      { type: 'Container', spacing: 'medium', items: rows },
      {
        type: 'Container',
        spacing: 'medium',
        items: [text(words.goesOn(lastDay)), text(words.todo, { spacing: 'small' })],
      },
      cardFoot(setting.name),
    ],
  });
}

const japanese = {
  title: (name: string, left: string) => `${name}：まだ送り終わっていません（残り ${left}）`,
  line: (day: string) => `${day}の実行`,
  goesOn: (lastDay: string) =>
    `残りは送れるようになりしだい自動で送ります。有効期間（validFor）${lastDay === '' ? '' : `の終わる${lastDay}`}を過ぎたものは送らず、期限切れとしてお知らせします。`,
  todo: '原因は管理者が調べます。終わるまで、1日に1回お知らせします。',
} as const;

const english = {
  title: (name: string, left: string) => `${name}: not finished yet, ${left} left`,
  line: (day: string) => `The run of ${day}`,
  goesOn: (lastDay: string) =>
    `What is left goes out by itself as soon as it can. What cannot leave while it is valid (validFor)${lastDay === '' ? '' : `, until ${lastDay},`} is not sent, and you are told.`,
  todo: 'The platform team looks into the cause. You are told once a day until it is done.',
} as const;
