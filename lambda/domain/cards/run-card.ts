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

/** What a run decided: how many mails, how many not and why. Largest counts first. */
export function runCard(notice: RunNotice, campaignName: string, setting: CardSetting): CardPayload {
  const { locale } = setting;
  const counts = Object.entries(notice.counts).sort(([, a], [, b]) => b - a);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const name = plainText(campaignName);
  const title =
    locale === 'ja' ? `${name}：対象 ${countText(total, locale)}` : `${name}: ${countText(total, locale)} due`;
  const rows = counts.map(([key, count]) => {
    const outcome = readOutcome(key);
    const words = outcome ? outcomeText(outcome, setting) : plainText(key);
    return countRow(countText(count, locale), words, outcome ? outcomeTone(outcome) : 'default');
  });
  const none = locale === 'ja' ? '対象のお客様はいませんでした。' : 'Nobody was due.';
  return toPayload({
    title,
    body: [
      cardHead({ title, line: dayText(notice.date, locale), tone: runTone(notice) }),
      { type: 'Container', spacing: 'medium', items: rows.length === 0 ? [text(none)] : rows },
      cardFoot(setting.name),
    ],
  });
}
