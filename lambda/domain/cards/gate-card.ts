import { localDate, localTime } from '../calendar/zone.ts';
import type { Notice } from '../notices/notice.ts';
import type { StageConfig } from '../stage-config.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, facts, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { nearDayText } from './card-text.ts';
import { english, japanese } from './gate-words.ts';

type GateNotice = Extract<Notice, { readonly kind: 'gate' }>;
type GateSetting = CardSetting & Pick<StageConfig, 'timeZone'>;

const minuteMs = 60_000;

/** No mail leaves the account for now, why, and what to do; or mail leaves again, and for how long it did not. */
export function gateCard(notice: GateNotice, setting: GateSetting): CardPayload {
  const words = setting.locale === 'ja' ? japanese : english;
  const { title: cause, todo } = words.causes[notice.cause];
  if (notice.state === 'open') {
    const { since = notice.at } = notice;
    const minutes = Math.round((Date.parse(notice.at) - Date.parse(since)) / minuteMs);
    const paused = words.from(instantText(since, setting), instantText(notice.at, setting), words.duration(minutes));
    return toPayload({
      title: words.open,
      body: [
        cardHead({ title: words.open, line: words.openLine, tone: 'good' }),
        ...facts([
          [words.reason, cause],
          [words.paused, paused],
        ]),
        cardFoot(setting.name),
      ],
    });
  }
  return toPayload({
    title: words.closed,
    body: [
      cardHead({ title: words.closed, line: cause, tone: 'attention' }),
      ...facts([[words.since, instantText(notice.at, setting)]]),
      text(words.forTeam(todo), { spacing: 'medium' }),
      text(words.safe, { spacing: 'small' }),
      cardFoot(setting.name),
    ],
  });
}

function instantText(instant: string, { locale, timeZone }: GateSetting): string {
  const epochMs = Date.parse(instant);
  return `${nearDayText(localDate(epochMs, timeZone), locale)} ${localTime(epochMs, timeZone)}`;
}
