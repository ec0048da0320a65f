import type { Locale } from '../locale.ts';
import type { RecordModel } from '../records/record-model.ts';

/** The words beside a request's facts. */
export const factWords = {
  ja: { to: '宛先', date: '日付', dueOn: '送信日', yes: 'はい', no: 'いいえ' },
  en: { to: 'To', date: 'Date', dueOn: 'Leaves on', yes: 'Yes', no: 'No' },
} as const satisfies Readonly<Record<Locale, Readonly<Record<string, string>>>>;

/** What templates are given beside the records' fields. */
const computed: Readonly<Record<string, string>> = {
  years: '年数',
  offset: '時期',
  date: '日付',
  daysLeft: '残り日数',
  daysLate: '遅れた日数',
};

const english: Readonly<Record<string, string>> = { company: 'Company', name: 'Name', 'owner.name': 'Owner' };

/** What people call a field, named by key or label: its first column label, behind its type's for other records than the customer. */
export function factLabel(model: RecordModel, type: string, name: string, locale: Locale): string {
  const own = model.find((each) => each.type === type);
  const field = own?.fields.find(({ key, labels }) => key === name || labels.includes(name));
  const isCustomers = type === 'customer';
  if (locale === 'en') return isCustomers ? (english[field?.key ?? name] ?? name) : `${type}.${name}`;
  const label = field?.labels[0] ?? (isCustomers ? computed[name] : undefined) ?? name;
  const typeLabel = own?.labels[0] ?? type;
  return isCustomers || label.startsWith(typeLabel) ? label : `${typeLabel} ${label}`;
}
