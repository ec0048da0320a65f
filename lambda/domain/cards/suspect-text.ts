import type { SuspectCount } from '../import/upload.ts';
import type { Locale, LocalizedText } from '../locale.ts';
import type { RecordModel } from '../records/record-model.ts';
import { countText, plainText } from './card-text.ts';
import { typedFieldLabel } from './field-label.ts';

type Suspect = Pick<SuspectCount, 'field' | 'cause' | 'value'>;

const causeWords: Readonly<Record<SuspectCount['cause'], LocalizedText>> = {
  'default-date': {
    ja: '日付が空のときにシステムが入れる値のようです',
    en: 'what systems write where there is no date',
  },
  'future-birthday': { ja: '未来の誕生日です', en: 'birthdays in the future' },
  'same-birthday': { ja: 'とても多くの行が同じ誕生日です', en: 'very many rows have this same birthday' },
};

const onceInFuture: LocalizedText = { ja: '取り込んだ日より後の誕生日でした', en: 'in the future when it was stored' };

/** Why dates look made up, in a few words. */
export function causeText({ cause, value }: Pick<Suspect, 'cause' | 'value'>, locale: Locale): string {
  // Those that are still to come are told together, without a value.
  return (cause === 'future-birthday' && value !== undefined ? onceInFuture : causeWords[cause])[locale];
}

/** A date that looks made up, without its field: `1900-01-01`, 未来の日付. */
export function suspectValueText({ cause, value }: Pick<Suspect, 'cause' | 'value'>, locale: Locale): string {
  if (value !== undefined) return plainText(String(value));
  return locale === 'ja' ? '未来の日付' : cause === 'future-birthday' ? 'in the future' : '';
}

/** A group of such dates on one line, as Markdown: **顧客の「誕生日」 1900-01-01**（120件）：…のようです. */
export function suspectLine(model: RecordModel, type: string, suspect: SuspectCount, locale: Locale): string {
  const name = `**${typedFieldLabel(model, type, suspect.field, locale)} ${suspectValueText(suspect, locale)}**`;
  const why = causeText(suspect, locale);
  const count = countText(suspect.records, locale);
  return locale === 'ja' ? `${name}（${count}）：${why}` : `${name} (${count}): ${why}`;
}
