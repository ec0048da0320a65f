import type { Locale } from '../locale.ts';
import type { RecordModel, RecordTypeModel } from '../records/record-model.ts';
import { plainText } from './card-text.ts';

const longestName = 60;

/**
 * What people call a field that a reason names by key (`name`, `delivery.title`): its type and first column label,
 * 顧客の「氏名」, 配信の「件名」. English readers see the key: “name”.
 */
export function fieldLabel(model: RecordModel, name: string, locale: Locale): string {
  if (locale === 'en') return `“${plainText(name, longestName)}”`;
  const [first = '', ...rest] = name.split('.');
  const named = model.find((type) => type.type === first);
  const type = named ?? model.find((candidate) => candidate.type === 'customer');
  const label = labelIn(type, named ? rest.join('.') : name);
  const shown = `「${plainText(label ?? name, longestName)}」`;
  return type && label ? `${plainText(type.labels[0] ?? type.type, longestName)}の${shown}` : shown;
}

function labelIn(type: RecordTypeModel | undefined, key: string): string | undefined {
  return type?.fields.find((field) => field.key === key)?.labels[0];
}

/** The same for a field whose type is known: 顧客の「誕生日」, “birthday”. */
export function typedFieldLabel(model: RecordModel, type: string, key: string, locale: Locale): string {
  return fieldLabel(model, locale === 'en' ? key : `${type}.${key}`, locale);
}
