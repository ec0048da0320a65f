import type { SuspectCount } from '../import/upload.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardElement, type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, facts, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, plainText } from './card-text.ts';
import { suspectLine } from './suspect-text.ts';

type ImportedNotice = Extract<Notice, { readonly kind: 'imported' }>;

const groupsShown = 8;

/**
 * A file was imported: how many rows did what, where those that somebody should see to are listed, and which dates look
 * made up. `url` is the page that accepts these; absent where there are none.
 */
export function importedCard(notice: ImportedNotice, setting: CardSetting, url?: string): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const { file, rejected, removed = 0, warnings = 0, suspects = [], errorFile = '' } = notice;
  const title = words.title(plainText(file));
  const isClean = rejected === 0 && warnings === 0 && suspects.length === 0;
  const count = (rows: number) => countText(rows, locale);
  return toPayload({
    title,
    body: [
      cardHead({ title, line: lineOf(notice, words), tone: isClean ? 'good' : 'warning' }),
      ...facts([
        [words.created, count(notice.created)],
        [words.updated, count(notice.updated)],
        [words.unchanged, count(notice.unchanged)],
        [words.removed, removed === 0 ? '' : count(removed)],
        [words.rejected, rejected === 0 ? '' : count(rejected)],
        [words.warnings, warnings === 0 ? '' : count(warnings)],
        [words.errorFile, plainText(errorFile, 300)],
      ]),
      ...(rejected === 0 ? [] : [text(words.advice, { color: 'warning', spacing: 'small' })]),
      ...suspectElements(suspects, notice.type ?? 'customer', setting),
      cardFoot(setting.name),
    ],
    actions: suspects.length > 0 && url !== undefined ? [{ type: 'Action.OpenUrl', title: words.button, url }] : [],
  });
}

type Words = typeof japanese | typeof english;

function lineOf({ rejected, warnings = 0, suspects = [] }: ImportedNotice, words: Words): string {
  if (rejected > 0) return words.rejectedLine;
  if (suspects.length > 0) return words.suspectsLine;
  return warnings > 0 ? words.warningsLine : '';
}

function suspectElements(
  suspects: readonly SuspectCount[],
  type: string,
  { locale, recordModel }: CardSetting,
): readonly CardElement[] {
  if (suspects.length === 0) return [];
  const words = locale === 'ja' ? japanese : english;
  const shown = suspects.slice(0, groupsShown).map((each) => suspectLine(recordModel, type, each, locale));
  const more = suspects.length > groupsShown ? [words.others(suspects.length - groupsShown)] : [];
  return [
    {
      type: 'Container',
      separator: true,
      spacing: 'medium',
      items: [
        text(`**${words.suspects}**`),
        ...[...shown, ...more].map((line) => text(line, { spacing: 'small' })),
        text(words.suspectsAdvice, { color: 'warning', spacing: 'small' }),
      ],
    },
  ];
}

const japanese = {
  title: (file: string) => `取り込みました：${file}`,
  rejectedLine: '取り込めなかった行があります',
  suspectsLine: '確認してほしい日付があります',
  warningsLine: '取り込みましたが、確認してほしい行があります',
  created: '新規',
  updated: '更新',
  unchanged: '変更なし',
  removed: '削除',
  rejected: '取り込めなかった行',
  warnings: '注意のある行',
  errorFile: '一覧',
  advice: '一覧の理由を見て行を直し、もう一度アップロードしてください。ほかの行は取り込み済みです。',
  suspects: '要確認の日付',
  others: (groups: number) => `ほか${groups}種類`,
  suspectsAdvice:
    'これらの日付では、確認が済むまでメールを送りません。間違いなら元の表を直してもう一度取り込み、正しければ下のボタンから承認してください。',
  button: '要確認の日付を見る',
} as const;

const english = {
  title: (file: string) => `Imported: ${file}`,
  rejectedLine: 'Some rows could not be imported',
  suspectsLine: 'Some dates should be looked at',
  warningsLine: 'All rows are in; some should be looked at',
  created: 'New',
  updated: 'Updated',
  unchanged: 'Unchanged',
  removed: 'Removed',
  rejected: 'Rejected rows',
  warnings: 'Rows to look at',
  errorFile: 'List',
  advice: 'Please correct the rows by the reasons listed and upload the file again. The other rows are in.',
  suspects: 'Dates to look at',
  others: (groups: number) => `and ${groups} more kinds`,
  suspectsAdvice:
    'These dates start no mail before somebody has looked at them. If they are wrong, correct the list and import it again; if they are right, accept them by the button below.',
  button: 'Look at these dates',
} as const;
