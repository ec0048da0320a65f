import type { Problem } from '../campaign/problem.ts';
import type { Notice } from '../notices/notice.ts';
import { type CardElement, type CardPayload, maxPayloadBytes, sizeBytes, toPayload } from './adaptive-card.ts';
import { cardFoot, cardHead, text } from './card-frame.ts';
import type { CardSetting } from './card-setting.ts';
import { countText, plainText } from './card-text.ts';

type RejectedNotice = Extract<Notice, { readonly kind: 'rejected-file' }>;

const longestMessage = 600;

/** A file could not go live: every problem with its place, or as many as fit and how many more there are. */
export function rejectedFileCard({ file, problems }: RejectedNotice, setting: CardSetting): CardPayload {
  const { locale } = setting;
  const title = locale === 'ja' ? `公開できませんでした：${plainText(file)}` : `Not published: ${plainText(file)}`;
  const line =
    locale === 'ja'
      ? `${countText(problems.length, locale)}の誤りがあります。いま公開中の版はそのまま動きます。直してもう一度アップロードしてください。`
      : `${problems.length} problems. The version that is live stays live. Please correct the file and upload it again.`;
  const payload = (rows: readonly CardElement[]) =>
    toPayload({
      title,
      body: [
        cardHead({ title, line, tone: 'attention' }),
        { type: 'Container', spacing: 'medium', items: rows },
        cardFoot(setting.name),
      ],
    });
  const rows = problems.map((problem) => row(problem, file, setting));
  const shown = countThatFit(rows, maxPayloadBytes - sizeBytes(payload([more(problems.length, setting)])));
  const rest = rows.length - shown;
  return payload([...rows.slice(0, shown), ...(rest === 0 ? [] : [more(rest, setting)])]);
}

function row({ file, line, column, message }: Problem, ownFile: string, { locale }: CardSetting): CardElement {
  const place = `${file === ownFile ? '' : `${plainText(file)} `}${placeText(line, column, locale)}`;
  return text(`**${place}**  ${plainText(message[locale], longestMessage)}`, { spacing: 'small' });
}

function placeText(line: number, column: number, locale: CardSetting['locale']): string {
  return locale === 'ja' ? `${line}行目 ${column}文字目` : `line ${line}, column ${column}`;
}

function more(count: number, { locale }: CardSetting): CardElement {
  const words = locale === 'ja' ? `あと ${countText(count, locale)}` : `and ${count} more`;
  return text(words, { isSubtle: true, spacing: 'small' });
}

function countThatFit(rows: readonly CardElement[], roomBytes: number): number {
  let bytes = 0;
  const over = rows.findIndex((element) => {
    bytes += sizeBytes(element) + 1;
    return bytes > roomBytes;
  });
  return over === -1 ? rows.length : over;
}
