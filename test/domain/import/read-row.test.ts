import { describe, expect, test } from 'vitest';
import { MAX_RECORD_CHARS } from '../../../lambda/domain/import/import-limits.ts';
import type { RowProblem } from '../../../lambda/domain/import/import-problem.ts';
import { type HeaderMap, mapHeader } from '../../../lambda/domain/import/map-header.ts';
import { type RowReading, readRow } from '../../../lambda/domain/import/read-row.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { findType, type RecordTypeModel } from '../../../lambda/domain/records/record-model.ts';

function typeOf(name: string): RecordTypeModel {
  const type = findType(defaultRecordModel, name);
  if (type === undefined) throw new RangeError(name);
  return type;
}

function headerOf(type: RecordTypeModel, labels: readonly string[]): HeaderMap {
  const result = mapHeader(type, 1, labels);
  if (!result.ok) throw new Error(result.problem.explanation.en);
  return result.header;
}

function read(typeName: string, labels: readonly string[], cells: readonly string[]): RowReading {
  const type = typeOf(typeName);
  const { columns } = headerOf(type, labels);
  return readRow({ row: 2, cells }, { type, columns, timeZone: 'Asia/Tokyo' });
}

function fieldsOf(reading: RowReading) {
  return reading.kind === 'record' ? reading.record.fields : reading;
}

function problemsOf(reading: RowReading): readonly RowProblem[] {
  return reading.kind === 'rejected' ? reading.problems : [];
}

const samples = {
  text: ['文字', '文字'],
  email: ['a@example.com', 'a@example.com'],
  url: ['https://example.com/', 'https://example.com/'],
  date: ['2027/3/1', '2027-03-01'],
  boolean: ['はい', true],
  number: ['1,200', 1200],
  reference: ['R1', 'R1'],
} as const;

const headings = defaultRecordModel.flatMap((type) =>
  type.fields.flatMap((field) => [field.key, ...field.labels].map((label) => ({ type, field, label }))),
);

describe('headings', () => {
  test.each(headings)('$type.type: $label fills $field.key', ({ type, field, label }) => {
    const [cell, value] = samples[field.kind];
    const idLabel = type.idLabels[0] ?? '';
    expect(read(type.type, [label, idLabel], [` ${cell} `, 'X1'])).toEqual({
      kind: 'record',
      record: { type: type.type, id: 'X1', fields: { [field.key]: value } },
    });
  });

  test.each(defaultRecordModel.flatMap((type) => [...type.idLabels, 'id', 'ＩＤ'].map((label) => ({ type, label }))))(
    '$type.type: $label is the id',
    ({ type, label }) => {
      expect(read(type.type, [label], ['X1'])).toMatchObject({ kind: 'record', record: { id: 'X1' } });
    },
  );

  test.each([
    ['full width', '最終メール送信日（誕生日）', 'lastSent.birthday'],
    ['half-width kana', '担当者ﾒｰﾙｱﾄﾞﾚｽ', 'owner.email'],
    ['letter case', 'contractstatus', 'contractStatus'],
    ['outer blanks', '　氏名 ', 'name'],
    ['a line break in the cell', '顧客\nメールアドレス', 'email'],
    ['blanks that space a heading out', '氏　　名', 'name'],
    ['a blank between words', 'Contract Status', 'contractStatus'],
    ['an unseen character', '氏\u200b名', 'name'],
  ])('%s makes no difference', (_, label, key) => {
    const { columns } = headerOf(typeOf('customer'), ['ID', label]);
    expect(columns[1]).toMatchObject({ holds: 'field', field: { key } });
  });

  test('a label belongs to the type of the file', () => {
    expect(fieldsOf(read('contract', ['契約ID', '顧客ID', '契約終了日'], ['K1', 'C1', '2027/3/31']))).toEqual({
      customer: 'C1',
      endDate: '2027-03-31',
    });
    expect(fieldsOf(read('customer', ['顧客ID', '契約終了日'], ['C1', '2027/3/31']))).toEqual({
      contractEnd: '2027-03-31',
    });
  });

  test('unknown columns are kept as text under the label as it is written', () => {
    const header = headerOf(typeOf('customer'), ['ID', ' 会員ランク ', 'Ｐｏｉｎｔ']);
    expect(header.extraColumns).toEqual(['会員ランク', 'Ｐｏｉｎｔ']);
    expect(fieldsOf(read('customer', ['ID', ' 会員ランク ', 'Ｐｏｉｎｔ'], ['C1', ' A ', '012']))).toEqual({
      会員ランク: 'A',
      Ｐｏｉｎｔ: '012',
    });
  });

  test('a column called __proto__ is a column like any other', () => {
    expect(Object.entries(fieldsOf(read('customer', ['ID', '__proto__'], ['C1', 'x'])))).toEqual([['__proto__', 'x']]);
  });

  test('three hundred columns are read', () => {
    const labels = Array.from({ length: 300 }, (_, index) => `列${index}`);
    const fields = fieldsOf(read('customer', ['ID', ...labels], ['C1', ...labels.map((label) => `${label}の値`)]));
    expect(Object.keys(fields)).toHaveLength(300);
    expect(fields).toMatchObject({ 列0: '列0の値', 列299: '列299の値' });
  });

  test('of two columns with the same label the left one is read, and it is told once', () => {
    const { warnings } = headerOf(typeOf('customer'), ['ID', '氏名', '氏名', '会員ランク', '会員ﾗﾝｸ']);
    expect(warnings.map(({ severity, row, column }) => ({ severity, row, column }))).toEqual([
      { severity: 'warning', row: 1, column: '氏名' },
      { severity: 'warning', row: 1, column: '会員ﾗﾝｸ' },
    ]);
    expect(fieldsOf(read('customer', ['ID', '氏名', '氏名'], ['C1', '左', '右']))).toEqual({ name: '左' });
  });

  test("a list's own ID column does not take the place of 顧客ID or 契約ID", () => {
    expect(read('customer', ['ID', '顧客ID'], ['17', 'C1'])).toMatchObject({ record: { id: 'C1' } });
    expect(read('contract', ['ID', '契約ID'], ['17', 'K1'])).toMatchObject({ record: { id: 'K1' } });
    expect(headerOf(typeOf('customer'), ['ID', '顧客ID']).warnings).toHaveLength(1);
  });

  test('columns without a heading are not read, and told together', () => {
    const { columns, warnings } = headerOf(typeOf('customer'), ['ID', '', '氏名', ' ', '備考', '', '']);
    expect(columns.map(({ holds }) => holds)).toEqual(['id', 'ignored', 'field', 'ignored', 'field']);
    expect(warnings).toMatchObject([
      { severity: 'warning', row: 1, explanation: { ja: expect.stringContaining('B、D') } },
    ]);
  });

  test('the file speaks of the columns that it has, and of no others', () => {
    const { columns, covers } = headerOf(typeOf('customer'), ['ID', '氏名', '', '氏名', '会員ランク']);
    expect(covers).toEqual(['name', '会員ランク']);
    const rules = { type: typeOf('customer'), columns, covers, timeZone: 'Asia/Tokyo' };
    expect(readRow({ row: 2, cells: ['C1', '', '', '', 'A'] }, rules)).toEqual({
      kind: 'record',
      record: { type: 'customer', id: 'C1', fields: { 会員ランク: 'A' }, covers },
    });
  });

  test('without an id column the accepted labels are told', () => {
    const result = mapHeader(typeOf('customer'), 1, ['氏名', 'メールアドレス']);
    expect(result).toMatchObject({ ok: false, problem: { severity: 'error', row: 1, value: '氏名, メールアドレス' } });
    expect(!result.ok && result.problem.explanation).toEqual({
      ja: 'IDの列がないため、このファイルは読めません。1行目に「顧客ID」か「ID」という見出しの列を入れてください。',
      en: 'There is no id column, so the file cannot be read. Name a column of its first row "顧客ID" or "ID".',
    });
  });
});

describe('rows', () => {
  test('empty cells are absent fields, also yes/no ones', () => {
    const labels = ['ID', '氏名', '配信同意', '自動メール停止フラグ', '誕生日', '会員ランク'];
    expect(fieldsOf(read('customer', labels, ['C1', ' ', '', '　', '', '']))).toEqual({});
  });

  test.each(['2000-02-29', '2000/2/29', '2000年2月29日', '平成12年2月29日', '36585', '2000-02-28T15:00:00Z'])(
    "the date %s is read in the stage's zone",
    (cell) => {
      expect(fieldsOf(read('customer', ['ID', '誕生日'], ['C1', cell]))).toEqual({ birthday: '2000-02-29' });
    },
  );

  test('a customer without an address, or with one that cannot be mailed, is a customer', () => {
    expect(fieldsOf(read('customer', ['ID', 'メールアドレス'], ['C1', '']))).toEqual({});
    expect(fieldsOf(read('customer', ['ID', 'メールアドレス'], ['C1', '（不明）']))).toEqual({ email: '（不明）' });
  });

  test('a delivery without a program is a delivery', () => {
    const labels = ['配信ID', 'プログラムID', '配信日', '件名', '配信内容'];
    expect(fieldsOf(read('delivery', labels, ['D1', '', '2027-03-01', '第1回', '本文']))).toEqual({
      date: '2027-03-01',
      title: '第1回',
      content: '本文',
    });
  });

  test('every wrong cell of a row is told, with its column and value, and the row is rejected', () => {
    const labels = ['ID', '誕生日', '製品A購入フラグ', '氏名'];
    const problems = problemsOf(read('customer', labels, ['C#1', '2001-02-29', 'たぶん', '山田']));
    expect(problems.map(({ severity, row, column, value }) => [severity, row, column, value])).toEqual([
      ['error', 2, 'ID', 'C#1'],
      ['error', 2, '誕生日', '2001-02-29'],
      ['error', 2, '製品A購入フラグ', 'たぶん'],
    ]);
  });

  test.each([
    ['empty', ''],
    ['over 64 characters', 'x'.repeat(65)],
    ['with #', 'C#1'],
    ['with a line break', 'C\n1'],
    ['with an invisible character', 'C\u200B1'],
  ])('an id %s is told', (_, id) => {
    expect(problemsOf(read('customer', ['ID', '氏名'], [id, '山田']))).toMatchObject([{ column: 'ID', value: id }]);
  });

  test('an id of 64 characters, with blanks around it, is an id', () => {
    const id = '顧'.repeat(64);
    expect(read('customer', ['ID'], [` ${id}　`])).toMatchObject({ kind: 'record', record: { id } });
  });

  test.each(['\u00a0C1\u00a0', '\u200bC1', '\ufeffC1\u200b ', '\u3000C1'])(
    'of the id %j only C1 is taken, and of a reference',
    (id) => {
      expect(read('customer', ['ID'], [id])).toMatchObject({ record: { id: 'C1' } });
      expect(fieldsOf(read('contract', ['契約ID', '顧客ID'], ['K1', id]))).toEqual({ customer: 'C1' });
    },
  );

  test.each([
    ['taro＠example.com', 'taro@example.com'],
    ['ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'taro@example.com'],
    ['\u00a0taro@example.com\u200b', 'taro@example.com'],
    ['taro＠ｅｘａｍ\u200bｐｌｅ.com', 'taro@example.com'],
    ['taro@日本語.jp', 'taro@日本語.jp'],
    ['taro@ｅｘａｍｐｌｅ.com', 'taro@ｅｘａｍｐｌｅ.com'],
    ['なし', 'なし'],
    ['ﾅｼ', 'ﾅｼ'],
  ])('the address %j is %j', (cell, email) => {
    expect(fieldsOf(read('customer', ['ID', 'メールアドレス'], ['C1', cell]))).toEqual({ email });
  });

  test('a wrong cell rejects its row, also where the row is empty otherwise, unless nobody reads the column', () => {
    const explanation = { ja: '結合', en: 'merged' };
    const { columns } = headerOf(typeOf('customer'), ['ID', '氏名', '', '備考']);
    const rules = { type: typeOf('customer'), columns, timeZone: 'Asia/Tokyo' };
    const wrongCells = [1, 2].map((index) => ({ index, explanation }));
    expect(problemsOf(readRow({ row: 7, cells: ['C1', '#N/A', '', ''], wrongCells }, rules))).toEqual([
      { severity: 'error', row: 7, column: '氏名', value: '#N/A', explanation },
    ]);
    expect(problemsOf(readRow({ row: 7, cells: ['', '', '', ''], wrongCells }, rules))).toHaveLength(2);
  });

  test.each(['2027/3/14 午前 9:30', '2027/3/14 9:30 AM', '2027-03-14T09:30:00.0000000'])(
    'the date of %s is read',
    (cell) => {
      expect(fieldsOf(read('customer', ['ID', '契約終了日'], ['C1', cell]))).toEqual({ contractEnd: '2027-03-14' });
    },
  );

  test('a reference must be an id', () => {
    expect(problemsOf(read('contract', ['契約ID', '顧客ID'], ['K1', 'C#1']))).toMatchObject([{ column: '顧客ID' }]);
  });

  test('characters that could not be read are told', () => {
    expect(problemsOf(read('customer', ['ID', '氏名'], ['C1', '山\uFFFD']))).toMatchObject([{ column: '氏名' }]);
  });

  test('a row of another width is told; empty cells too many do no harm', () => {
    expect(problemsOf(read('customer', ['ID', '氏名'], ['C1']))).toMatchObject([{ column: '', value: 'C1' }]);
    expect(problemsOf(read('customer', ['ID', '氏名'], ['C1', '山田', '花子']))).toMatchObject([{ column: '' }]);
    expect(fieldsOf(read('customer', ['ID', '氏名', ''], ['C1', '山田', '', ' ']))).toEqual({ name: '山田' });
    expect(fieldsOf(read('customer', ['ID', '氏名', '', ''], ['C1', '山田']))).toEqual({ name: '山田' });
  });

  test.each(['合計', '合　計', '総計：', '小計', 'Total', 'Grand Total'])(
    'a row of totals (%s) is no record',
    (cell) => {
      expect(problemsOf(read('customer', ['ID', '氏名', '購入額'], [cell, '', '300']))).toMatchObject([
        { column: 'ID', value: cell, explanation: { ja: expect.stringContaining('合計') } },
      ]);
    },
  );

  test.each(['合計A', 'T計', 'total-1'])('%s is an id like any other', (id) => {
    expect(read('customer', ['ID'], [id])).toMatchObject({ record: { id } });
  });

  test('a row too few is told what to do about it, and so is one too many', () => {
    const wordsOf = (cells: readonly string[]) =>
      problemsOf(read('customer', ['ID', '氏名', '備考'], cells)).map(({ explanation }) => explanation.ja);
    expect(wordsOf(['C1', '山田'])).toEqual([expect.stringContaining('途中で切れて')]);
    expect(wordsOf(['C1', '山田', 'a', 'b'])).toEqual([expect.stringContaining('で囲んで')]);
  });

  test('a row longer than a record may be is told, not stored', () => {
    const { columns } = headerOf(typeOf('customer'), ['ID', '備考', 'メモ']);
    const rules = { type: typeOf('customer'), columns, timeZone: 'Asia/Tokyo' };
    const cells = (chars: number) => ['C1', '長'.repeat(chars - 2), ''];
    expect(readRow({ row: 2, cells: cells(MAX_RECORD_CHARS) }, rules)).toMatchObject({ kind: 'record' });
    const [problem] = problemsOf(readRow({ row: 2, cells: cells(MAX_RECORD_CHARS + 1) }, rules));
    expect(problem).toMatchObject({ column: '', explanation: { ja: expect.stringContaining('行が長すぎます') } });
    expect(problem?.value.length).toBeLessThan(300);
  });

  test.each([
    ['35123', '2000-02-29'],
    ['35123.5', '2000-02-29'],
    ['2000/2/29', '2000-02-29'],
    ['20000229', '2000-02-29'],
  ])('%s in a workbook that counts from 1904 is %s', (cell, birthday) => {
    const { columns } = headerOf(typeOf('customer'), ['ID', '誕生日', '備考']);
    const rules = { type: typeOf('customer'), columns, timeZone: 'Asia/Tokyo' };
    const row = { row: 2, cells: ['35123', cell, '35123'], isFrom1904: true as const };
    expect(readRow(row, rules)).toMatchObject({ record: { id: '35123', fields: { birthday, note: '35123' } } });
    expect(problemsOf(readRow({ ...row, cells: ['C1', '1985', ''] }, rules))).toMatchObject([{ column: '誕生日' }]);
  });

  test('a row of empty cells is no row', () => {
    expect(read('customer', ['ID', '氏名'], ['', ' '])).toEqual({ kind: 'blank' });
    expect(read('customer', ['ID', '氏名'], [''])).toEqual({ kind: 'blank' });
  });
});
