import type { Notice } from '../notices/notice.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, facts, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, plainText } from './card-text.ts';

type ImportedNotice = Extract<Notice, { readonly kind: 'imported' }>;

/** A file was imported: how many rows did what, and where the rejected ones are listed. */
export function importedCard(notice: ImportedNotice, setting: CardSetting): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const { file, created, updated, unchanged, rejected, errorFile = '' } = notice;
  const title = words.title(plainText(file));
  const isClean = rejected === 0;
  return toPayload({
    title,
    body: [
      cardHead({ title, line: isClean ? '' : words.rejectedLine, tone: isClean ? 'good' : 'warning' }),
      ...facts([
        [words.created, countText(created, locale)],
        [words.updated, countText(updated, locale)],
        [words.unchanged, countText(unchanged, locale)],
        [words.rejected, isClean ? '' : countText(rejected, locale)],
        [words.errorFile, plainText(errorFile, 300)],
      ]),
      ...(isClean ? [] : [text(words.advice, { color: 'warning', spacing: 'small' })]),
      cardFoot(setting.name),
    ],
  });
}

const japanese = {
  title: (file: string) => `取り込みました：${file}`,
  rejectedLine: '取り込めなかった行があります',
  created: '新規',
  updated: '更新',
  unchanged: '変更なし',
  rejected: '取り込めなかった行',
  errorFile: '一覧',
  advice: '一覧の理由を見て行を直し、もう一度アップロードしてください。ほかの行は取り込み済みです。',
} as const;

const english = {
  title: (file: string) => `Imported: ${file}`,
  rejectedLine: 'Some rows could not be imported',
  created: 'New',
  updated: 'Updated',
  unchanged: 'Unchanged',
  rejected: 'Rejected rows',
  errorFile: 'List',
  advice: 'Please correct the rows by the reasons listed and upload the file again. The other rows are in.',
} as const;
