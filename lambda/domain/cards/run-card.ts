import type { IsoDate } from '../calendar/plain-date.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardPayload, type Container, type Tone, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, countRow, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, dayText, plainText } from './card-text.ts';
import { outcomeText, outcomeTone, readOutcome } from './outcome-text.ts';

type RunNotice = Extract<Notice, { readonly kind: 'run' }>;

/** Whether a run's counts hold anything that needs somebody. */
export function runTone({ counts }: RunNotice): Tone {
  const tones = Object.keys(counts).map((name) => {
    const outcome = readOutcome(name);
    return outcome ? outcomeTone(outcome) : 'default';
  });
  return (['attention', 'warning'] as const).find((tone) => tones.includes(tone)) ?? 'good';
}

const heldName = 'waiting:brake';

/** Whether a run is held back for being larger than expected. */
export function isHeld({ counts }: RunNotice): boolean {
  return (counts[heldName] ?? 0) > 0;
}

/** What is known of a run's campaign beside its notice. */
export interface RunCampaign {
  readonly name: string;
  readonly expect?: number;
  /** The last day on which the run's mails may leave. */
  readonly lastDay?: IsoDate;
}

/**
 * What a run decided: how many mails, how many not and why. Largest counts first. A run held for being larger than
 * expected says so first, and what a person can do.
 */
export function runCard(notice: RunNotice, campaign: RunCampaign, setting: CardSetting): CardPayload {
  const { locale } = setting;
  const counts = Object.entries(notice.counts).sort(([, a], [, b]) => b - a);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const name = plainText(campaign.name);
  const held = notice.counts[heldName] ?? 0;
  const words = locale === 'ja' ? japanese : english;
  const title = held > 0 ? words.held(name, countText(held, locale)) : words.due(name, countText(total, locale));
  const rows = counts.map(([key, count]) => {
    const outcome = readOutcome(key);
    const outcomeWords = outcome ? outcomeText(outcome, setting) : plainText(key);
    return countRow(countText(count, locale), outcomeWords, outcome ? outcomeTone(outcome) : 'default');
  });
  return toPayload({
    title,
    body: [
      cardHead({ title, line: dayText(notice.date, locale), tone: runTone(notice) }),
      ...(held > 0 ? [heldBox(held, campaign, setting)] : []),
      { type: 'Container', spacing: 'medium', items: rows.length === 0 ? [text(words.nobody)] : rows },
      cardFoot(setting.name),
    ],
  });
}

function heldBox(held: number, { expect, lastDay }: RunCampaign, { locale }: CardSetting): Container {
  const words = locale === 'ja' ? japanese : english;
  const count = countText(held, locale);
  return {
    type: 'Container',
    spacing: 'medium',
    items: [
      text(words.why(count, expect), { color: 'warning', weight: 'bolder' }),
      text(words.todo(held), { spacing: 'small' }),
      text(words.otherwise(lastDay === undefined ? '' : dayText(lastDay, locale)), { spacing: 'small' }),
    ],
  };
}

const japanese = {
  due: (name: string, count: string) => `${name}：対象 ${count}`,
  held: (name: string, count: string) => `${name}：${count}を送らずに止めています`,
  nobody: '対象のお客様はいませんでした。',
  why: (count: string, expect: number | undefined) =>
    `${count}のメールを、担当の方の確認を待って止めています。一回の見込み（expect${expect === undefined ? '' : `: ${expect}`}）より多いためです。まだ1通も送っていません。`,
  todo: (held: number) =>
    `件数と配信条件が正しければ、キャンペーンファイルの expect を ${held} 以上に直してアップロードしてください。それから送り始めます（許可のボタンはまだありません）。`,
  otherwise: (lastDay: string) =>
    `そのままにすると、有効期間（validFor）${lastDay === '' ? '' : `の終わる${lastDay}`}を過ぎたところで期限切れになり、送られません。`,
} as const;

const english = {
  due: (name: string, count: string) => `${name}: ${count} due`,
  held: (name: string, count: string) => `${name}: ${count} held back`,
  nobody: 'Nobody was due.',
  why: (count: string, expect: number | undefined) =>
    `Mails held for a person to look at: ${count}. The run is larger than the campaign’s expect${expect === undefined ? '' : ` (${expect})`}. None of them has left.`,
  todo: (held: number) =>
    `If the number and the conditions are right, raise expect in the campaign file to at least ${held} and upload it: the mails then leave. There is no button to release them yet.`,
  otherwise: (lastDay: string) =>
    `Left alone, they expire when their time is over (validFor)${lastDay === '' ? '' : `, after ${lastDay}`}, and are not sent.`,
} as const;
