import type { Notice } from '../notices/notice.ts';
import { type CardPayload, type Tone, toPayload } from './adaptive-card.ts';
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

/** What is known of a run's campaign beside its notice. */
export interface RunCampaign {
  readonly name: string;
}

/** What a run decided: how many mails, how many not and why. Largest counts first. */
export function runCard(notice: RunNotice, campaign: RunCampaign, setting: CardSetting): CardPayload {
  const { locale } = setting;
  const counts = Object.entries(notice.counts).sort(([, a], [, b]) => b - a);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const name = plainText(campaign.name);
  const words = locale === 'ja' ? japanese : english;
  const title = words.due(name, countText(total, locale));
  const rows = counts.map(([key, count]) => {
    const outcome = readOutcome(key);
    const outcomeWords = outcome ? outcomeText(outcome, setting) : plainText(key);
    return countRow(countText(count, locale), outcomeWords, outcome ? outcomeTone(outcome) : 'default');
  });
  return toPayload({
    title,
    body: [
      cardHead({ title, line: dayText(notice.date, locale), tone: runTone(notice) }),
      { type: 'Container', spacing: 'medium', items: rows.length === 0 ? [text(words.nobody)] : rows },
      cardFoot(setting.name),
    ],
  });
}

const japanese = {
  due: (name: string, count: string) => `${name}：対象 ${count}`,
  nobody: '対象のお客様はいませんでした。',
} as const;

const english = {
  due: (name: string, count: string) => `${name}: ${count} due`,
  nobody: 'Nobody was due.',
} as const;
