import type { IsoDate } from '../calendar/plain-date.ts';
import type { Locale } from '../locale.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, facts, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, plainText } from './card-text.ts';

type HeldNotice = Extract<Notice, { readonly kind: 'run-held' }>;

/** What is known of a held run's campaign beside its notice. */
export interface HeldCampaign {
  readonly name: string;
  /** The last day on which the run's mails may leave. */
  readonly lastDay?: IsoDate;
  /** The page that takes the decision. */
  readonly url: string;
}

/** A run is so much larger than usual that nothing of it has left: with the numbers, until when, and where to decide. */
export function runHeldCard(
  { date, mails, isMore, limit, limitFrom }: HeldNotice,
  { name, lastDay, url }: HeldCampaign,
  setting: CardSetting,
): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const count = atLeastText(mails, isMore, locale);
  const title = words.title(plainText(name), count);
  return toPayload({
    title,
    body: [
      cardHead({ title, line: words.line, tone: 'attention' }),
      ...facts([
        [words.day, dayText(date, locale)],
        [words.mails, count],
        [limitTitle(limitFrom, locale), countText(limit, locale)],
        [words.until, lastDay === undefined ? '' : dayText(lastDay, locale)],
      ]),
      text(words.why[limitFrom], { spacing: 'small' }),
      text(words.todo),
      text(words.otherwise, { spacing: 'small', isSubtle: true }),
      cardFoot(setting.name),
    ],
    actions: [{ type: 'Action.OpenUrl', title: words.button, url }],
  });
}

/** A number of mails, or that there are at least so many. */
export function atLeastText(mails: number, isMore: boolean, locale: Locale): string {
  const count = countText(mails, locale);
  if (!isMore) return count;
  return locale === 'ja' ? `${count}以上` : `${count} or more`;
}

/** What the number is that a run stayed under until now. */
export function limitTitle(from: HeldNotice['limitFrom'], locale: Locale): string {
  return (locale === 'ja' ? japanese : english).limit[from];
}

const japanese = {
  title: (name: string, count: string) => `【件数の確認】${name}：件数が多いため止めています（${count}）`,
  line: '1通も送らずに、確認を待っています。',
  day: '送信日',
  mails: '件数',
  limit: { expect: '見込み（expect）', usual: '実績から見た上限', 'first-run': '実績が少ない間の上限' },
  until: '期限',
  why: {
    expect: 'キャンペーンファイルの expect より多い件数です。',
    usual: 'このキャンペーンのこれまでの件数から見て、多すぎます。',
    'first-run': 'このキャンペーンにはまだ十分な実績がないため、件数が多いときは確認します。',
  },
  todo: '顧客データの取り込みや配信条件に間違いがないかを確かめて、「送る」か「送らない」かを決めてください。取り込みの間違いなら、先に正しい表を取り込んでから「送る」を押すと、本来のお客様にだけ送ります。',
  otherwise: '決めるまで送りません。期限を過ぎると期限切れになり、送られません。',
  button: '確認して決める',
} as const;

const english = {
  title: (name: string, count: string) => `Please check: ${name}, ${count} mails held back`,
  line: 'None of them has been sent: they wait for a decision.',
  day: 'Day',
  mails: 'Mails',
  limit: { expect: 'Expected (expect)', usual: 'Usual limit', 'first-run': 'Limit with little history' },
  until: 'Last day',
  why: {
    expect: 'That is more than the campaign file’s expect.',
    usual: 'That is far more than this campaign has sent before.',
    'first-run': 'This campaign has too little history to tell what is usual.',
  },
  todo: 'Please make sure that the imported data and the campaign’s conditions are right, then decide: send or do not send. After a wrong import, import the right file first: “Send” then mails only those who are really due.',
  otherwise: 'Nothing is sent before that. After the last day they expire and are not sent.',
  button: 'Look and decide',
} as const;
