import { expect, test } from 'vitest';
import { formatImportErrors } from '../../../lambda/domain/import/format-import-errors.ts';
import type { ImportProblem } from '../../../lambda/domain/import/import-problem.ts';

const problems: readonly ImportProblem[] = [
  {
    severity: 'error',
    file: 'customers.csv',
    row: 3,
    column: '誕生日',
    value: '2001-02-29',
    explanation: { ja: '日付として読めません。', en: 'This is not a date, "really".' },
  },
  {
    severity: 'warning',
    file: 'customers.csv',
    row: 12,
    column: '',
    value: 'C1',
    explanation: { ja: '同じIDが3行目にもあります。', en: 'Row 3 has the same id.' },
  },
];

test('the error file in Japanese', () => {
  expect(formatImportErrors(problems, 'ja')).toBe(
    '\uFEFFファイル,行,列,値,説明\r\n' +
      'customers.csv,3,誕生日,2001-02-29,日付として読めません。\r\n' +
      'customers.csv,12,,C1,【注意】同じIDが3行目にもあります。\r\n',
  );
});

test('the error file in English, with what was left out', () => {
  expect(formatImportErrors(problems, 'en', 7)).toBe(
    '\uFEFFfile,row,column,value,what to do\r\n' +
      'customers.csv,3,誕生日,2001-02-29,"This is not a date, ""really""."\r\n' +
      'customers.csv,12,,C1,Note: Row 3 has the same id.\r\n' +
      ',,,,There are 7 more problems.\r\n',
  );
});

test.each(['=1+1', '+81', '-1', '@x', '\tx', '\rx', '＝1'])('%j is no formula in Excel', (value) => {
  expect(valueIn(value)).toBe(/[\r\t]/.test(value) ? `"'${value}"` : `'${value}`);
});

test.each(['a\nb', 'a\rb', 'a,b'])('%j stays one cell', (value) => {
  expect(valueIn(value)).toBe(`"${value}"`);
});

/** How the error file writes a value. */
function valueIn(value: string): string {
  const text = formatImportErrors(
    problems.slice(0, 1).map((problem) => ({ ...problem, value })),
    'ja',
  );
  return text.slice(text.indexOf('誕生日,') + '誕生日,'.length, text.indexOf(',日付として'));
}
