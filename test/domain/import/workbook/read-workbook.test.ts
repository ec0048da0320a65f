import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../../../lambda/domain/import/read-rows.ts';
import type { TableRow } from '../../../../lambda/domain/import/row-reader.ts';
import { UnreadableFile } from '../../../../lambda/domain/import/unreadable-file.ts';
import { defaultRecordModel } from '../../../../lambda/domain/records/default-record-model.ts';
import { inChunks } from '../file-bytes.ts';
import {
  inline,
  number,
  plainWorkbook,
  row,
  type SheetXml,
  type WorkbookXml,
  workbookFile,
  workbookParts,
  zipParts,
} from './workbook-file.ts';

const contracts = defaultRecordModel.find(({ type }) => type === 'contract');

async function rowsOf(bytes: Uint8Array, fileName = 'customers.xlsx'): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const some of readRows(fileName, inChunks(bytes, 5000), contracts)) rows.push(...some);
  return rows;
}

/** The cells of a workbook with one sheet, under the headings `ID` and as many more as `cells` are. */
async function cellsOf(cells: readonly string[], workbook: Omit<WorkbookXml, 'sheets'> = {}): Promise<TableRow> {
  const headings = ['ID', ...cells.map((_, index) => `見出し${index}`)].map(inline);
  const rows = row(1, ...headings) + row(2, inline('C1'), ...cells);
  const read = (await rowsOf(workbookFile({ ...workbook, sheets: [{ rows }] })))[1];
  if (read === undefined) throw new Error('no row');
  return read;
}

async function textsOf(cells: readonly string[], workbook: Omit<WorkbookXml, 'sheets'> = {}) {
  const read = await cellsOf(cells, workbook);
  return 'cells' in read ? read.cells.slice(1) : read;
}

function sheet(name: string, id: string, more: Partial<SheetXml> = {}): SheetXml {
  return { name, rows: row(1, inline('ID')) + row(2, inline(id)), ...more };
}

async function idsOf(sheets: readonly SheetXml[], fileName?: string): Promise<readonly TableRow[]> {
  return rowsOf(workbookFile({ sheets }), fileName);
}

describe('texts', () => {
  test('come from the cell, from the list of texts, and from formatted runs', async () => {
    const strings = [
      '<si><t>山田</t></si>',
      '<si><r><rPr><b/></rPr><t>山田</t></r><r><t xml:space="preserve"> 太郎</t></r></si>',
    ];
    const cells = [
      inline('山&<田>"'),
      '<c t="s"><v>0</v></c>',
      '<c t="s"><v>1</v></c>',
      '<c t="str"><f>A1</f><v>式</v></c>',
    ];
    expect(await textsOf(cells, { strings })).toEqual(['山&<田>"', '山田', '山田 太郎', '式']);
  });

  test('ふりがな are no part of a name', async () => {
    const strings = [
      '<si><t>髙橋</t><rPh sb="0" eb="2"><t>タカハシ</t></rPh><phoneticPr fontId="1" type="noConversion"/></si>',
      '<si><r><t>山田</t></r><r><t>太郎</t></r><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><rPh sb="2" eb="4"><t>タロウ</t></rPh></si>',
    ];
    const inCell = '<c t="inlineStr"><is><t>鈴木</t><rPh sb="0" eb="2"><t>スズキ</t></rPh></is></c>';
    expect(await textsOf(['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', inCell], { strings })).toEqual([
      '髙橋',
      '山田太郎',
      '鈴木',
    ]);
  });

  test('what XML cannot hold is escaped, and underscores are not', async () => {
    expect(await textsOf([inline('一行目\r\n二行目'), inline('_x65e5_'), inline('a_x')])).toEqual([
      '一行目\r\n二行目',
      '_x65e5_',
      'a_x',
    ]);
  });

  test('parts with prefixed names are read like any other', async () => {
    const parts = workbookParts({ sheets: [sheet('S', 'C1')] });
    const prefixed = Object.entries(parts).map(([name, xml]) => [
      name,
      name.startsWith('xl/w') ? xml.replace(/<(\/?)([a-z])/gi, '<$1x:$2').replace('xmlns=', 'xmlns:x=') : xml,
    ]);
    expect(await rowsOf(zipParts(Object.fromEntries(prefixed)))).toEqual([
      { row: 1, cells: ['ID'] },
      { row: 2, cells: ['C1'] },
    ]);
  });
});

describe('numbers', () => {
  test.each([
    ['12345678901', '12345678901'],
    ['1.0E+15', '1000000000000000'],
    ['1E+21', '1000000000000000000000'],
    ['0.30000000000000004', '0.3'],
    ['1E-7', '0.0000001'],
    ['-5', '-5'],
  ])('%s is %s', async (value, text) => {
    expect(await textsOf([number(value)])).toEqual([text]);
  });

  test.each([
    ['00000', '123', '00123'],
    ['0000', '12345', '12345'],
    ['000-0000', '600001', '060-0001'],
    ['0-000', '1234567', '1234-567'],
    ['"C"0000', '12', 'C0012'],
    ['\\K00000;@', '12', 'K00012'],
    ['[Red]"No."000', '12', 'No.012'],
    ['00000"番"', '12', '00012'],
    ['#,##0;[Red]-#,##0', '1234', '1234'],
    ['0.00E+00', '1234', '1234'],
    ['"¥"#,##0', '1234', '1234'],
    ['0"日"', '7', '7'],
    ['G/標準', '45000', '45000'],
    ['General', '45000', '45000'],
    ['@', '45000', '45000'],
  ])('the format %s shows %s as %s', async (format, value, text) => {
    expect(await textsOf([number(value, 1)], { formats: [format] })).toEqual([text]);
  });

  test('yes and no are TRUE and FALSE', async () => {
    expect(await textsOf(['<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>'])).toEqual(['TRUE', 'FALSE']);
  });
});

describe('dates', () => {
  test.each([
    [14, '2027-03-31'],
    [27, '2027-03-31'],
    [30, '2027-03-31'],
    [57, '2027-03-31'],
    [22, '2027-03-31 09:30'],
    ['yyyy/m/d', '2027-03-31'],
    ['yyyy"年"m"月"d"日"', '2027-03-31'],
    ['[$-411]ggge"年"m"月"d"日";@', '2027-03-31'],
    ['[$-ja-JP]ge.m.d', '2027-03-31'],
    ['m"月"d"日"', '2027-03-31'],
    ['yyyy/m/d(aaa)', '2027-03-31'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2027-03-31'],
    ['mmm', '2027-03-31'],
    ['yyyy/m/d h:mm', '2027-03-31 09:30'],
    ['[Red]yyyy\\-mm\\-dd\\Thh:mm:ss', '2027-03-31 09:30'],
    ['h:mm AM/PM', '2027-03-31 09:30'],
  ])('the format %s shows one', async (format, text) => {
    const serial = 46477 + 9.5 / 24;
    expect(await textsOf([number(serial, 1)], { formats: [format] })).toEqual([text]);
    expect(await textsOf([number(serial - 1462, 1)], { formats: [format], is1904: true })).toEqual([text]);
  });

  test.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    // Excel's own error, told as no date when it is read.
    ['60', '1900-02-29'],
    ['61', '1900-03-01'],
    ['36585', '2000-02-29'],
    ['2958465', '9999-12-31'],
    ['0', '1899-12-30'],
    ['2958466', '2958466'],
    ['-1', '-1'],
    ['46476.99999999999', '2027-03-31'],
    ['46477.9999', '2027-03-31'],
  ])('the serial %s is %s', async (serial, text) => {
    expect(await textsOf([number(serial, 1)], { formats: ['yyyy/m/d'] })).toEqual([text]);
  });

  test('rows tell when their numbers count from 1904', async () => {
    expect(await cellsOf([number(35123)], { is1904: true })).toEqual({
      row: 2,
      cells: ['C1', '35123'],
      isFrom1904: true,
    });
    expect(await cellsOf([number(35123)])).toEqual({ row: 2, cells: ['C1', '35123'] });
  });

  test('day 0 of the 1904 system is 1 January 1904', async () => {
    const cells = [number(0, 1), number(1, 1), number(2957003, 1)];
    expect(await textsOf(cells, { formats: [14], is1904: true })).toEqual(['1904-01-01', '1904-01-02', '9999-12-31']);
  });

  test('a moment just before midnight is midnight of the next day', async () => {
    expect(await textsOf([number('46477.999999', 1)], { formats: [22] })).toEqual(['2027-04-01']);
  });

  test('times are times', async () => {
    const formats = ['h:mm', '[h]:mm', 'h"時"mm"分"ss"秒"'];
    const cells = [number(0.5, 1), number(1.5, 2), number(0.50001157407, 3)];
    expect(await textsOf(cells, { formats })).toEqual(['12:00', '36:00', '12:00:01']);
  });

  test('dates written as text are taken as they are, without their midnight', async () => {
    const cells = ['2027-03-31T00:00:00', '2027-03-31', '2027-03-30T15:00:00Z'].map(
      (text) => `<c t="d"><v>${text}</v></c>`,
    );
    expect(await textsOf(cells)).toEqual(['2027-03-31', '2027-03-31', '2027-03-30T15:00:00Z']);
  });
});

describe('cells without a value to be used', () => {
  test('formulas count by the result that Excel saved', async () => {
    const cells = [
      '<c><f>1+1</f><v>2</v></c>',
      '<c t="str"><f>""</f><v></v></c>',
      '<c t="b"><f>TRUE()</f><v>1</v></c>',
    ];
    expect(await cellsOf(cells)).toEqual({ row: 2, cells: ['C1', '2', '', 'TRUE'] });
  });

  test('a formula without a result is told, not read as empty', async () => {
    const cells = ['<c><f>1+1</f></c>', '<c><f>1+1</f><v></v></c>', '<c t="str"><f>A1</f></c>'];
    const read = await cellsOf(cells);
    expect(read).toMatchObject({
      wrongCells: [1, 2, 3].map((index) => ({ index, explanation: { ja: expect.stringContaining('数式の結果') } })),
    });
  });

  test.each(['#N/A', '#REF!', '#DIV/0!', '#NAME?'])('%s is told', async (error) => {
    expect(await cellsOf([`<c t="e"><f>X</f><v>${error}</v></c>`, inline('山田')])).toEqual({
      row: 2,
      cells: ['C1', error, '山田'],
      wrongCells: [{ index: 1, explanation: expect.objectContaining({ ja: expect.stringContaining(error) }) }],
    });
  });

  test.each([
    '<c t="s"><v>7</v></c>',
    '<c t="s"><v>-1</v></c>',
    '<c t="s"><v>constructor</v></c>',
    '<c><v>abc</v></c>',
  ])('%s is told', async (cell) => {
    expect(await cellsOf([cell])).toMatchObject({ wrongCells: [{ index: 1 }] });
  });
});

describe('tables', () => {
  test('rows have the numbers that Excel shows, blank ones and gaps left out, and are as wide as the headings', async () => {
    const rows = [
      row(3, inline('ID'), '', inline('氏名')),
      row(4, inline('C1')),
      row(5, inline(' '), '<c s="1"/>'),
      row(9, inline('C2'), inline('x'), inline('山田'), '<c s="1"/>'),
      row(1_048_576, '', '', '<c s="1"/>'),
    ].join('');
    expect(await idsOf([{ rows }])).toEqual([
      { row: 3, cells: ['ID', '', '氏名'] },
      { row: 4, cells: ['C1', '', ''] },
      { row: 9, cells: ['C2', 'x', '山田'] },
    ]);
  });

  test('rows and cells need no addresses', async () => {
    const rows = `<row>${inline('ID')}${inline('氏名')}</row><row>${inline('C1')}<c/></row><row>${inline('C2')}${inline('山田')}</row>`;
    expect(await idsOf([{ rows }])).toEqual([
      { row: 1, cells: ['ID', '氏名'] },
      { row: 2, cells: ['C1', ''] },
      { row: 3, cells: ['C2', '山田'] },
    ]);
  });

  test('three hundred columns are read', async () => {
    const headings = ['ID', ...Array.from({ length: 299 }, (_, index) => `列${index}`)];
    const read = await rowsOf(plainWorkbook([headings, headings.map((label) => `${label}の値`)]));
    expect(read[1]).toEqual({ row: 2, cells: headings.map((label) => `${label}の値`) });
  });

  test('what stands right of the headings is not read, and told once', async () => {
    const rows = [row(1, inline('ID')), ...[2, 3].map((at) => row(at, inline(`C${at}`), '', inline('メモ')))].join('');
    const read = await idsOf([{ rows }]);
    expect(read.map((each) => ('cells' in each ? each.cells : []))).toEqual([['ID'], ['C2'], ['C3']]);
    expect(read.flatMap((each) => ('warnings' in each ? each.warnings : []))).toMatchObject([
      { severity: 'warning', row: 2, column: 'C', value: 'メモ' },
    ]);
  });

  test('hidden rows are read, and told once', async () => {
    const hide = (xml: string) => xml.replace('<row', '<row hidden="1"');
    const rows = row(1, inline('ID')) + hide(row(2, inline('C2'))) + hide(row(3, inline('C3')));
    const read = await idsOf([{ rows }]);
    expect(read).toHaveLength(3);
    expect(read.flatMap((each) => ('warnings' in each ? each.warnings : []))).toMatchObject([{ row: 2 }]);
  });

  test('a merged cell has its value in the first of its cells, and rows that want another one are told', async () => {
    const rows = [
      row(1, inline('ID'), inline('会社'), inline('氏名')),
      row(2, inline('C2'), inline('株式会社'), inline('山田')),
      row(3, inline('C3'), '', inline('鈴木')),
      row(4, inline('C4'), inline('二列'), ''),
      row(5, inline('C5'), inline('会社'), inline('佐藤')),
      row(7, '', inline('注')),
    ].join('');
    const behind =
      '<mergeCells count="3"><mergeCell ref="B2:B3"/><mergeCell ref="B4:C4"/><mergeCell ref="A6:C6"/></mergeCells>';
    const read = await idsOf([{ rows, behind }]);
    expect(read.map((each) => ('wrongCells' in each ? each.wrongCells.map(({ index }) => index) : []))).toEqual([
      [],
      [],
      [1],
      [2],
      [],
      [],
    ]);
    expect(read[2]).toMatchObject({ wrongCells: [{ explanation: { ja: expect.stringContaining('結合') } }] });
  });

  test('a merged heading leaves the columns behind it in their places', async () => {
    const rows =
      row(1, inline('ID'), inline('氏名'), '', inline('備考')) + row(2, ...['C1', '山田', '太郎', '注'].map(inline));
    const read = await idsOf([{ rows, behind: '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>' }]);
    expect(read).toEqual([
      { row: 1, cells: ['ID', '氏名', '', '備考'] },
      { row: 2, cells: ['C1', '山田', '太郎', '注'] },
    ]);
  });
});

describe('sheets', () => {
  const empty: SheetXml = { name: '空', rows: row(1, '<c s="1"/>') };

  test('the first one that is visible and not empty is read, and the others are told', async () => {
    const sheets = [empty, sheet('隠し', 'X1', { state: 'hidden' }), sheet('一覧', 'C1'), sheet('集計', 'Y1')];
    const read = await idsOf(sheets);
    expect(read).toMatchObject([
      {
        cells: ['ID'],
        warnings: [{ severity: 'warning', row: 1, explanation: { ja: expect.stringContaining('集計') } }],
      },
      { cells: ['C1'] },
    ]);
    expect(JSON.stringify(read)).not.toMatch(/隠し|空/);
  });

  test.each([
    ['the type is called so', '契約', 'x.xlsx'],
    ['the file is called so', 'まとめ', 'imports/まとめ.xlsx'],
  ])('one goes first when %s', async (_, name, file) => {
    expect((await idsOf([sheet('一覧', 'C1'), sheet(name, 'K1')], file))[1]).toMatchObject({ cells: ['K1'] });
  });

  test('a workbook of empty sheets has no rows', async () => {
    expect(await idsOf([empty, sheet('隠し', 'X1', { state: 'veryHidden' })])).toEqual([]);
  });
});

describe('packages', () => {
  test('a workbook that streamed writers made is read as well (sizes behind the data, paths from the root)', async () => {
    const parts = workbookParts({ sheets: [sheet('S', 'C1')] });
    const moved = Object.entries(parts).map(([name, xml]) => [
      name.replace('worksheets/sheet1.xml', 'Sheets/Ｓ.xml'),
      xml.replace('worksheets/sheet1.xml', '/xl/sheets/Ｓ.xml').replace('xl/workbook.xml"/>', '/xl/workbook.xml"/>'),
    ]);
    expect(await rowsOf(zipParts(Object.fromEntries(moved)))).toHaveLength(2);
  });

  test('another reader sees the same table', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => text.trim()),
      fc.constantFrom('', '髙﨑①㈱', '00123', '_x0041_', '&amp;', ' 前後 ', '一\n二'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), async (rows) => {
        const table = [['ID', '氏名', '備考'], ...rows.map(([first = '', ...rest]) => [`C${first}`, ...rest])];
        const bytes = plainWorkbook(table);
        const other = (await readSheet(Buffer.from(bytes))).map((cells) =>
          cells.map((each) => String(each ?? '').trim()),
        );
        const read = await rowsOf(bytes);
        expect(read.map((each) => ('cells' in each ? each.cells.map((text) => text.trim()) : []))).toEqual(other);
      }),
      { numRuns: 40 },
    );
  });
});

describe('files that are no sound workbook', () => {
  const sound = workbookFile({
    sheets: [{ rows: Array.from({ length: 300 }, (_, at) => row(at + 1, inline(`C${at}`))).join('') }],
  });
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(600).fill(0)]);
  const whole = (rows: string) => workbookFile({ sheets: [{ rows }] });

  async function whyNot(bytes: Uint8Array, fileName = 'customers.xlsx'): Promise<string> {
    try {
      const rows = await rowsOf(bytes, fileName);
      return `${rows.length} rows`;
    } catch (error) {
      if (error instanceof UnreadableFile) return error.explanation.ja;
      throw error;
    }
  }

  test.each([
    ['cut off', sound.subarray(0, sound.length / 2), '壊れている'],
    ['no more than a beginning', sound.subarray(0, 6), '壊れている'],
    ['CSV', Buffer.from('ID,氏名\nC1,山田\n'), '.csvに変え'],
    ['HTML that is called a workbook', Buffer.from('\n<html><body><table>'), '中身はHTMLです'],
    ['protected by a password', Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]), 'パスワード'],
    ['of the old format', ole, '古い形式'],
    ['a zip of something else', zipParts({ 'customers.csv': 'ID\nC1\n' }), '展開し'],
    ['rows out of order', whole(row(2, inline('a')) + row(1, inline('b'))), '壊れている'],
    ['rows beyond the last one', whole(row(1, inline('ID')) + row(99_999_999, inline('b'))), '壊れている'],
    ['a row right behind the last one', whole(`${row(1, inline('ID'))}<row r="1048577"></row>`), '壊れている'],
    ['a row without a number', whole('<row r="1.5"><c/></row>'), '壊れている'],
    ['a negative row', whole('<row r="-1"><c/></row>'), '壊れている'],
    ['cells out of order', whole('<row r="1"><c r="B1"/><c r="A1"/></row>'), '壊れている'],
    ['cells beyond the last column', whole('<row r="1"><c r="ZZZ1"/></row>'), '壊れている'],
    [
      'without its end',
      zipParts({
        ...workbookParts({ sheets: [sheet('S', 'C')] }),
        'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
      }),
      '壊れている',
    ],
  ])('%s', async (_, bytes, why) => {
    expect(await whyNot(bytes)).toContain(why);
  });

  test('are known by their content, whatever they are called', async () => {
    expect(await whyNot(sound, 'customers.csv')).toBe('300 rows');
    expect(await whyNot(ole, 'customers.csv')).toContain('古い形式');
  });

  test('one changed character is found before any row is read', async () => {
    const changed = Buffer.from(zipParts(workbookParts({ sheets: [sheet('S', 'C0001')] }), 0));
    expect(await whyNot(changed)).toBe('2 rows');
    changed.write('X', changed.indexOf('C0001'));
    const rows: TableRow[] = [];
    const reading = (async () => {
      for await (const some of readRows('customers.xlsx', inChunks(changed, 1000))) rows.push(...some);
    })();
    await expect(reading).rejects.toBeInstanceOf(UnreadableFile);
    expect(rows).toEqual([]);
  });

  test.each(['xl/styles.xml', 'xl/sharedStrings.xml', 'xl/worksheets/sheet2.xml'])('%s is missed', async (name) => {
    const parts = workbookParts({ sheets: [sheet('S', 'C1'), sheet('T', 'C2')] });
    expect(await whyNot(zipParts(parts))).toBe('2 rows');
    expect(
      await whyNot(zipParts(Object.fromEntries(Object.entries(parts).filter(([each]) => each !== name)))),
    ).toContain('壊れている');
  });

  test('a bomb is not unpacked: what it says of its size is not believed', async () => {
    const strings = `<sst><si><t>${'x'.repeat(110_000_000)}</t></si></sst>`;
    const parts = { ...workbookParts({ sheets: [sheet('S', 'C1')] }), 'xl/sharedStrings.xml': strings };
    const bytes = Buffer.from(zipParts(parts));
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await whyNot(bytes)).toContain('大きすぎる');
  });
});
