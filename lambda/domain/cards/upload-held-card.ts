import { baseName } from '../import/find-import-kind.ts';
import type { Notice } from '../notices/notice.ts';
import { whenText } from '../pages/when-text.ts';
import type { StageConfig } from '../stage-config.ts';
import { type CardPayload, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, facts, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, plainText } from './card-text.ts';
import { holdSentences, isOnlyLate, newerStored } from './hold-text.ts';

type HeldNotice = Extract<Notice, { readonly kind: 'upload-held' }>;

/** An uploaded file would change more than is likely, so nothing of it is stored yet: with the numbers, and where to decide. */
export function uploadHeldCard(
  { key, at, hold, rows, newerAt }: HeldNotice,
  url: string,
  setting: CardSetting & Pick<StageConfig, 'timeZone'>,
): CardPayload {
  const { locale } = setting;
  const words = locale === 'ja' ? japanese : english;
  const title = (isOnlyLate(hold) ? words.titleLate : words.title)(plainText(baseName(key)));
  return toPayload({
    title,
    body: [
      cardHead({ title, line: hold?.isPartStored ? words.linePart : words.line, tone: 'attention' }),
      ...facts([
        [words.uploaded, whenText(Date.parse(at), setting)],
        [words.rows, countText(rows, locale)],
      ]),
      ...(hold ? holdSentences(hold, locale) : []).map((sentence) => text(sentence, { spacing: 'small' })),
      ...(newerAt === undefined
        ? []
        : [text(newerStored(whenText(Date.parse(newerAt), setting), locale), { spacing: 'small' })]),
      text(words.otherwise, { spacing: 'small', isSubtle: true }),
      cardFoot(setting.name),
    ],
    actions: [{ type: 'Action.OpenUrl', title: words.button, url }],
  });
}

const japanese = {
  title: (file: string) => `【取り込みの確認】${file}：変更が多いため止めています`,
  titleLate: (file: string) => `【取り込みの確認】${file}：新しいファイルが先に入ったため止めています`,
  linePart: '一部を取り込んだところで止まり、残りは確認を待っています。',
  line: '1件も取り込まずに、確認を待っています。',
  uploaded: 'アップロード',
  rows: '行数',
  otherwise:
    '決めるまで、登録済みのデータは変わりません。ファイルに間違いがあれば「取り込まない」を選び、直してから同じようにアップロードしてください。ファイルは30日で消えます。',
  button: '確認する',
} as const;

const english = {
  title: (file: string) => `Please check: ${file} would change much and is held back`,
  titleLate: (file: string) => `Please check: ${file} is held back, as a newer file was stored before it`,
  linePart: 'It broke off when a part of it was stored; the rest waits for a decision.',
  line: 'Nothing of it has been stored: it waits for a decision.',
  uploaded: 'Uploaded',
  rows: 'Rows',
  otherwise:
    'What is stored stays as it is until then. If the file is wrong, do not take it in; correct it and upload it again. Files are kept for 30 days.',
  button: 'Look and decide',
} as const;
