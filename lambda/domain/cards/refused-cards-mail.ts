import type { OutgoingMail } from '../message/outgoing-mail.ts';
import type { StageConfig } from '../stage-config.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead } from './card-frame.ts';
import { countText, plainText } from './card-text.ts';
import { cardsMail } from './cards-mail.ts';
import { type Place, placeText } from './place-text.ts';

/** A card that Teams did not take, and where it was to go. */
export interface RefusedCard {
  readonly place: Place;
  readonly payload: CardPayload;
}

/** What Teams did not take, as one mail to the operators, each card below a line that says where it was to go. */
export function refusedCardsMail(refused: readonly RefusedCard[], to: string, stage: StageConfig): OutgoingMail {
  const { locale } = stage;
  const count = countText(refused.length, locale);
  const words = locale === 'ja' ? japanese : english;
  const places = [...new Set(refused.map(({ place }) => placeText(place, locale)))];
  const head = toPayload({
    title: words.subject(count),
    body: [
      cardHead({ title: words.subject(count), line: words.line, tone: 'attention' }),
      ...places.map((place) => ({ type: 'TextBlock', text: words.place(plainText(place)), wrap: true }) as const),
      cardFoot(stage.name),
    ],
  });
  const subject = `Fushime (${stage.name}): ${words.subject(count)}`;
  return cardsMail(
    { to: { name: '', address: to }, subject, cards: [head, ...refused.map(({ payload }) => payload)] },
    stage,
  );
}

const japanese = {
  subject: (count: string) => `Teamsに届けられなかったお知らせ ${count}`,
  line: 'Teamsが受け取らなかったため、メールでお送りします。必要な方に伝えてください。',
  place: (place: string) => `宛先：${place}（Webhookの設定を確かめてください）`,
} as const;

const english = {
  subject: (count: string) => `Notices that Teams did not take: ${count}`,
  line: 'Teams refused them, so they come by mail. Please tell whom they concern.',
  place: (place: string) => `Meant for: ${place} (please check its webhook)`,
} as const;
