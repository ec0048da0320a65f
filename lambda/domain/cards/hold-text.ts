import type { HoldReason, UploadHold } from '../import/upload.ts';
import type { Locale } from '../locale.ts';

/** Why an upload waits for a person, a sentence for each reason, with the numbers and what to look for. Plain text. */
export function holdSentences(hold: UploadHold, locale: Locale): readonly string[] {
  const words = locale === 'ja' ? japanese : english;
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  const share = (part: number, whole: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(
      whole === 0 ? 0 : part / whole,
    );
  const { known, changed, stored, removed, lookedUp, renumbered } = hold;
  const sentences: Readonly<Record<HoldReason, () => string>> = {
    'names-change': () => words.namesChange(number(known), number(changed), share(changed, known)),
    'many-removed': () => words.manyRemoved(number(stored), number(removed), share(removed, stored)),
    'other-ids': () => words.otherIds(number(lookedUp), number(renumbered)),
    'newer-stored': () => words.cameLate,
  };
  return hold.why.map((why) => sentences[why]());
}

/** Whether it waits only because it came late: its contents are not in doubt. */
export function isOnlyLate(hold: UploadHold | undefined): boolean {
  return hold?.why.every((why) => why === 'newer-stored') ?? false;
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
  otherIds: (lookedUp: string, renumbered: string) =>
    `IDが新しいお客様${lookedUp}名を調べたところ、${renumbered}名は氏名・会社名・メールアドレスが同じで、別のIDで登録済みです。IDが変わっていないか（先頭の0が消えて00123が123になるなど）確認してください。取り込むと、同じ方に二通届くことがあります。`,
  cameLate: '順番が遅れている間に、これより新しいファイルを先に取り込みました。',
} as const;

const english = {
  namesChange: (known: string, changed: string, share: string) =>
    `${changed} of ${known} known customers (${share}) would get another name, company or address. Please check that no rows are shifted.`,
  manyRemoved: (stored: string, removed: string, share: string) =>
    `${removed} of ${stored} stored records (${share}) are not in this file and would be removed. Please check that the file is complete.`,
  otherIds: (lookedUp: string, renumbered: string) =>
    `${renumbered} of ${lookedUp} new ids looked up are of customers known under another id, with the same name and address. Please check that the ids have not changed, as 00123 to 123 when a program takes zeros off: these customers could be mailed twice.`,
  cameLate: 'Its turn came late: a newer file was stored before it.',
} as const;
