import type { NewRecord } from '../../../lambda/domain/records/record.ts';

const columns: readonly (readonly [label: string, key: string])[] = [
  ['顧客ID', 'id'],
  ['氏名', 'name'],
  ['顧客メールアドレス', 'email'],
  ['担当者', 'owner.name'],
  ['担当者メールアドレス', 'owner.email'],
  ['誕生日', 'birthday'],
  ['最終購入日', 'lastPurchase'],
  ['契約終了日', 'contractEnd'],
  ['製品A購入フラグ', 'productA'],
  ['自動メール停止フラグ', 'stopped'],
  ['手動承認必要フラグ', 'approvalRequired'],
  ['配信同意', 'consent'],
];

/** A customer list as somebody would export it. */
export function toCsv(customers: readonly NewRecord[]): string {
  const lines = customers.map(({ id, fields }) =>
    columns.map(([, key]) => (key === 'id' ? id : cell(fields[key]))).join(','),
  );
  return `${[columns.map(([label]) => label).join(','), ...lines].join('\n')}\n`;
}

function cell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  return String(value);
}
