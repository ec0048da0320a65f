import { describe, expect, test } from 'vitest';
import { findImportKind, knownFileNames } from '../../../lambda/domain/import/find-import-kind.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';

function kindOf(file: string): string {
  const found = findImportKind(defaultRecordModel, file);
  return found.kind === 'records' ? found.type.type : found.kind;
}

describe('the file name says what the file holds', () => {
  test.each(
    defaultRecordModel.flatMap(({ type, labels, files }) =>
      [type, ...labels, ...files].map((name) => ({ name, type })),
    ),
  )('$name.csv holds $type', ({ name, type }) => {
    expect(kindOf(`${name}.csv`)).toBe(type);
  });

  test.each([
    ['imports/customers.csv', 'customer'],
    ['imports/2027/3月/顧客マスタ.csv', 'customer'],
    ['Customers.CSV', 'customer'],
    ['ｃｕｓｔｏｍｅｒｓ．ｃｓｖ', 'customer'],
    ['ﾌﾟﾛｸﾞﾗﾑ内容.csv', 'program'],
    ['プログラム内容.csv'.normalize('NFD'), 'program'],
    ['customers_2027-03-01.csv', 'customer'],
    ['customers (1).csv', 'customer'],
    ['顧客マスタ-20270301.csv', 'customer'],
    ['顧客マスター（2）.csv', 'customer'],
    ['契約 - コピー.csv', 'contract'],
    ['contracts - Copy (2).csv', 'contract'],
    ['購入者管理_2027年3月1日.csv', 'enrolment'],
    ['購入履歴20270301.tsv', 'purchase'],
    ['配信スケジュール.txt', 'delivery'],
    ['events.jsonl', 'events'],
    ['imports/events-2027-03-01T10.30.jsonl', 'events'],
    ['events_20270301.jsonl', 'events'],
    ['customers.xlsx', 'customer'],
    ['imports/顧客マスタ（2）.XLSX', 'customer'],
    ['contracts.xlsm', 'contract'],
    ['customers.xls', 'other-format'],
    ['customers.xlsb', 'other-format'],
    ['顧客マスタ.zip', 'other-format'],
    ['new.xlsx', 'unknown'],
    ['customers.jsonl', 'other-format'],
    ['events.csv', 'unknown'],
    ['customers', 'other-format'],
    ['customers.pdf', 'other-format'],
    ['customersabc.csv', 'unknown'],
    ['顧客満足度.csv', 'unknown'],
    ['新しい顧客マスタ.csv', 'unknown'],
  ])('%s: %s', (file, kind) => {
    expect(kindOf(file)).toBe(kind);
  });

  test('people are shown a name for each type', () => {
    expect(knownFileNames(defaultRecordModel)).toEqual([
      'customers.csv',
      'contracts.csv',
      'purchases.csv',
      'programs.csv',
      'deliveries.csv',
      'enrolments.csv',
      'events.jsonl',
    ]);
  });
});
