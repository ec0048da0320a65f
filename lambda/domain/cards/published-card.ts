import type { Notice } from '../notices/notice.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, facts, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, plainText } from './card-text.ts';

type PublishedNotice = Extract<Notice, { readonly kind: 'published' }>;

/** What is known of a published campaign beside its notice: its name, and when on the day it runs. */
export interface PublishedCampaign {
  readonly name: string;
  /** `HH:MM`. */
  readonly at: string;
  readonly timeZone: string;
  readonly enabled: boolean;
}

/** A campaign went live: when it runs next, for how many, and how many of those it may not mail for want of consent. */
export function publishedCard(notice: PublishedNotice, campaign: PublishedCampaign, setting: CardSetting): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const { nextRun, due, lackingConsent } = notice;
  const title = words.title(plainText(campaign.name));
  const isLacking = nextRun !== undefined && lackingConsent > 0;
  return toPayload({
    title,
    body: [
      cardHead({ title, line: campaign.enabled ? '' : words.disabled, tone: campaign.enabled ? 'good' : 'warning' }),
      ...facts([
        [
          words.nextRun,
          nextRun === undefined
            ? words.nobodyNear
            : `${dayText(nextRun, locale)} ${campaign.at} (${campaign.timeZone})`,
        ],
        [words.due, nextRun === undefined ? '' : countText(due, locale)],
        [words.lacking, isLacking ? countText(lackingConsent, locale) : ''],
        [words.file, `campaigns/${notice.campaign}.hbs`],
        [words.version, notice.version.slice(0, 12)],
      ]),
      ...(isLacking ? [text(words.lackingAdvice, { color: 'warning', spacing: 'small' })] : []),
      cardFoot(setting.name),
    ],
  });
}

const japanese = {
  title: (name: string) => `公開しました：${name}`,
  disabled: '`enabled: false` のため、まだ動きません',
  nextRun: '次の実行',
  nobodyNear: '近い日に対象のお客様はいません',
  due: '対象',
  lacking: '同意なし',
  lackingAdvice: '配信への同意がないお客様には送りません。',
  file: 'ファイル',
  version: '版',
} as const;

const english = {
  title: (name: string) => `Published: ${name}`,
  disabled: '`enabled: false`: it does not run yet',
  nextRun: 'Next run',
  nobodyNear: 'Nobody is due in the near future',
  due: 'Due then',
  lacking: 'Without consent',
  lackingAdvice: 'Customers who have not consented are not mailed.',
  file: 'File',
  version: 'Version',
} as const;
