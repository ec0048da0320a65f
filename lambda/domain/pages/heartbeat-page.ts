import { html } from 'hono/html';
import type { Locale } from '../locale.ts';
import type { StageConfig } from '../stage-config.ts';
import { type Markup, pageFrame } from './page-frame.ts';

interface HeartbeatTexts {
  readonly heading: string;
  readonly lead: string;
  readonly button: string;
  readonly thanks: string;
  readonly thanksNote: string;
}

const heartbeatTexts: Readonly<Record<Locale, HeartbeatTexts>> = {
  ja: {
    heading: 'お知らせは届いていますか',
    lead: 'Teams のお知らせが途切れていないかを、週に一度確かめています。カードが見えていれば、「届いています」を押してください。どなたかお一人で十分です。',
    button: '届いています',
    thanks: 'ありがとうございます',
    thanksNote: 'お知らせが届いていることを記録しました。この画面は閉じてかまいません。',
  },
  en: {
    heading: 'Do the notices arrive?',
    lead: 'Once a week we make sure that notices still reach Teams. If you have seen the card, press the button. One person is enough.',
    button: 'Yes, they arrive',
    thanks: 'Thank you',
    thanksNote: 'It is noted that the notices arrive. You can close this page.',
  },
};

/** The question whether cards arrive, or the thanks for the answer. */
export function heartbeatPage({ locale, sender }: StageConfig, isAnswered: boolean): Markup {
  const texts = heartbeatTexts[locale];
  const question = html`<p class="lead">${texts.lead}</p>
<form method="post"><button name="action" value="arrives">${texts.button}</button></form>`;
  return pageFrame({
    ...{ locale, sender, readers: 'colleagues' },
    heading: isAnswered ? texts.thanks : texts.heading,
    body: isAnswered ? html`<p>${texts.thanksNote}</p>` : question,
  });
}
