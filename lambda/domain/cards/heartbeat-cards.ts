import type { IsoDate } from '../calendar/plain-date.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, plainText } from './card-text.ts';

/** Asks for one click, as Teams never says whether a card arrived. `place` names where it goes; `url` takes the answer. */
export function heartbeatCard(place: string, url: string, setting: CardSetting): CardPayload {
  const words = setting.locale === 'ja' ? japanese : english;
  return toPayload({
    title: words.ask,
    body: [
      cardHead({ title: words.ask, line: plainText(place), tone: 'default' }),
      text(words.why),
      cardFoot(setting.name),
    ],
    actions: [{ type: 'Action.OpenUrl', title: words.button, url }],
  });
}

/** Stands for that card in a mail, when Teams refused it: a button would only say that cards arrive. */
export function heartbeatRefusedCard(place: string, setting: CardSetting): CardPayload {
  const words = setting.locale === 'ja' ? japanese : english;
  return toPayload({
    title: words.refused,
    body: [
      cardHead({ title: words.refused, line: plainText(place), tone: 'attention' }),
      text(words.advice),
      cardFoot(setting.name),
    ],
  });
}

/** Nobody answered in these places: cards may no longer arrive there. */
export function heartbeatMissedCard(
  missed: readonly { readonly place: string; readonly askedOn: IsoDate }[],
  setting: CardSetting,
): CardPayload {
  const words = setting.locale === 'ja' ? japanese : english;
  const title = words.missed(countText(missed.length, setting.locale));
  return toPayload({
    title,
    body: [
      cardHead({ title, line: words.missedLine, tone: 'attention' }),
      {
        type: 'Container',
        spacing: 'medium',
        items: missed.map(({ place, askedOn }) =>
          text(`**${plainText(place)}** · ${words.askedOn(dayText(askedOn, setting.locale))}`, { spacing: 'small' }),
        ),
      },
      text(words.advice),
      text(words.arrived, { spacing: 'small' }),
      cardFoot(setting.name),
    ],
  });
}

const japanese = {
  ask: 'お知らせが届いているかの確認です',
  why: 'このカードが見えたら、どなたかお一人が「届いています」を押してください。2営業日のうちに押されないときは、管理者にメールで知らせます。確認は週に一度です。',
  button: '届いています',
  refused: '週に一度の確認カードを、Teamsが受け取りませんでした',
  missed: (count: string) => `Teamsの確認カードに返事がありません：${count}`,
  missedLine: 'お知らせが届いていないおそれがあります',
  askedOn: (day: string) => `${day}に確認`,
  advice:
    'Teamsの受け口は、カードを投稿できなくても「受け付けました」と答えます。ワークフロー（Power Automate）の実行履歴と所有者を確かめてください。',
  arrived: 'カードが届いていた場合は、そのボタンを押すだけで済みます。',
} as const;

const english = {
  ask: 'Do these notices arrive?',
  why: 'If you can see this card, would one of you please press “Yes, they do”. If nobody has within two working days, the platform team is told by mail. You are asked once a week.',
  button: 'Yes, they do',
  refused: 'Teams refused the weekly check card',
  missed: (count: string) => `No answer to the check in Teams: ${count}`,
  missedLine: 'Notices may not be arriving',
  askedOn: (day: string) => `asked on ${day}`,
  advice:
    'Teams answers “accepted” even when its workflow cannot post the card. Please check the workflow’s run history and owner in Power Automate.',
  arrived: 'If the card did arrive, pressing its button is all that is needed.',
} as const;
