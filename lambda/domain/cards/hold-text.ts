import type { UploadHold } from '../import/upload.ts';
import type { Locale } from '../locale.ts';

/** Why an upload waits for a person, a sentence for each reason, with the numbers and what to look for. Plain text. */
export function holdSentences(hold: UploadHold, locale: Locale): readonly string[] {
  const words = locale === 'ja' ? japanese : english;
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  const share = (part: number, whole: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(
      whole === 0 ? 0 : part / whole,
    );
  const { known, changed, stored, removed } = hold;
  return hold.why.map((why) =>
    why === 'names-change'
      ? words.namesChange(number(known), number(changed), share(changed, known))
      : words.manyRemoved(number(stored), number(removed), share(removed, stored)),
  );
}

/** A warning that a newer file of the same type is stored already: when that came, as people read it. Plain text. */
export function newerStored(when: string, locale: Locale): string {
  return locale === 'ja'
    ? `注意：これより新しい同じ種類のファイル（${when}にアップロード）を、すでに取り込んでいます。取り込むと、新しい内容が古い内容に戻ることがあります。`
    : `Note: a newer file of this kind, uploaded ${when}, is stored already. Taking this one in may put older values back over newer ones.`;
}

const japanese = {
  namesChange: (known: string, changed: string, share: string) =>
    `この名簿の既存のお客様${known}名のうち${changed}名（${share}）の氏名・会社名・メールアドレスのどれかが変わります。行がずれていないか確認してください。`,
  manyRemoved: (stored: string, removed: string, share: string) =>
    `登録済みの${stored}件のうち${removed}件（${share}）がこのファイルにないため、削除されます。全件がそろったファイルか確認してください。`,
} as const;

const english = {
  namesChange: (known: string, changed: string, share: string) =>
    `${changed} of ${known} known customers (${share}) would get another name, company or address. Please check that no rows are shifted.`,
  manyRemoved: (stored: string, removed: string, share: string) =>
    `${removed} of ${stored} stored records (${share}) are not in this file and would be removed. Please check that the file is complete.`,
} as const;
