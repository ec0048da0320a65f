import type { Locale } from '../locale.ts';
import type { RecordModel } from '../records/record-model.ts';

/** The words beside a request's facts. */
export const factWords = {
  ja: { to: '宛先', occasion: '節目の日', dueOn: '送信予定日', yes: 'はい', no: 'いいえ' },
  en: { to: 'To', occasion: 'Occasion', dueOn: 'To be sent on', yes: 'Yes', no: 'No' },
} as const satisfies Readonly<Record<Locale, Readonly<Record<string, string>>>>;

/** What templates are given beside the records' fields. */
const computed: Readonly<Record<string, string>> = {
  years: '年数',
  offset: '時期',
  date: '日付',
  daysLeft: '残り日数',
  daysLate: '遅れた日数',
};

const english: Readonly<Record<string, string>> = {
  'owner.name': 'Owner',
  'owner.email': 'Owner’s address',
  crmUrl: 'CRM link',
};

/** What people call a field, named by key or label: its first column label, behind its type's for other records than the customer. */
export function factLabel(model: RecordModel, type: string, name: string, locale: Locale): string {
  const own = model.find((each) => each.type === type);
  const field = own?.fields.find(({ key, labels }) => key === name || labels.includes(name));
  const isCustomers = type === 'customer';
  if (locale === 'en') return englishLabel(isCustomers ? '' : type, field?.key ?? name);
  const label = field?.labels[0] ?? (isCustomers ? computed[name] : undefined) ?? name;
  const typeLabel = own?.labels[0] ?? type;
  return isCustomers || label.startsWith(typeLabel) ? label : `${typeLabel} ${label}`;
}

function englishLabel(type: string, name: string): string {
  return type === '' ? (english[name] ?? readable(name)) : `${readable(type)} ${lowerFirst(readable(name))}`;
}

/** A key as people would write it: contractEnd becomes 'Contract end'. A column's own heading stays as it is. */
function readable(name: string): string {
  if (!/^[a-z][A-Za-z0-9.]*$/.test(name)) return name;
  const words = name
    .replaceAll('.', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(' ')
    .map(lowerFirst)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Abbreviations, and letters that stand alone, stay capitals. */
function lowerFirst(word: string): string {
  return /^[A-Z][a-z]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word;
}
