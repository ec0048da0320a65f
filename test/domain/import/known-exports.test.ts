import { describe, expect, test } from 'vitest';
import { exportedValue, headingNames } from '../../../lambda/domain/import/known-exports.ts';
import { readHeader } from '../../../lambda/domain/import/read-header.ts';
import { readRow } from '../../../lambda/domain/import/read-row.ts';
import { readRows } from '../../../lambda/domain/import/read-rows.ts';
import { isBlankRow } from '../../../lambda/domain/import/read-table.ts';
import type { TableRow } from '../../../lambda/domain/import/row-reader.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { findType } from '../../../lambda/domain/records/record-model.ts';
import { encodeFile, inChunks } from './file-bytes.ts';
import { plainWorkbook } from './workbook/workbook-file.ts';

/** What a file brings: its records as [row, id, fields], and what is wrong with it. */
async function imported(bytes: Uint8Array, typeName = 'customer', file = 'x.csv') {
  const type = findType(defaultRecordModel, typeName);
  if (type === undefined) throw new RangeError(typeName);
  const rows: TableRow[] = [];
  for await (const some of readRows(file, inChunks(bytes, 100), type)) rows.push(...some);
  const [first, ...rest] = rows.filter((row) => !isBlankRow(row));
  if (first === undefined) throw new Error('empty');
  const header = readHeader(type, first);
  if (!header.ok) throw new Error(header.problem.explanation.en);
  const { columns } = header.header;
  return rest.map((row) => {
    const reading = readRow(row, { type, columns, timeZone: 'Asia/Tokyo' });
    return reading.kind === 'record' ? [row.row, reading.record.id, reading.record.fields] : [row.row, reading];
  });
}

const csv = (lines: readonly string[]) => encodeFile(lines.join('\r\n'), 'utf-8 with BOM');

describe('SharePoint', () => {
  test('"Export to CSV": quoted, with a BOM, localised yes and no, dates with slashes', async () => {
    const lines = [
      '"タイトル","顧客ID","氏名","顧客メールアドレス","誕生日","製品A購入フラグ","備考"',
      '"株式会社山田","C0001","山田 太郎","taro@example.com","2000/03/14","はい","一行目\n二行目"',
      '"","C0002","鈴木, 花子","","2001/12/01 0:00","いいえ",""',
    ];
    expect(await imported(csv(lines))).toEqual([
      [
        2,
        'C0001',
        {
          company: '株式会社山田',
          name: '山田 太郎',
          email: 'taro@example.com',
          birthday: '2000-03-14',
          productA: true,
          note: '一行目\n二行目',
        },
      ],
      [3, 'C0002', { name: '鈴木, 花子', birthday: '2001-12-01', productA: false }],
    ]);
  });

  test('"Export to CSV with schema": the line of the schema is no heading, and counts as a row', async () => {
    const field = '<Field Type=\\"Text\\" DisplayName=\\"氏名\\" Name=\\"field_1\\" ID=\\"{0e3a}\\"/>';
    const schema = `ListSchema={"schemaXmlList":[${Array.from({ length: 2000 }, () => `"${field}"`).join(',')}]}`;
    expect(schema.length).toBeGreaterThan(100_000);
    expect(await imported(csv([schema, '"顧客ID","氏名"', '"C1","山田"']))).toEqual([[3, 'C1', { name: '山田' }]]);
    // With one quote too many it would swallow the file.
    expect(await imported(csv([`${schema}"`, '"顧客ID","氏名"', '"C1","山田"']))).toEqual([
      [3, 'C1', { name: '山田' }],
    ]);
  });

  test('lookups and persons of a list opened in Excel (query.iqy) are their values', async () => {
    const rows = [
      ['顧客ID', '氏名', '担当者', '契約状態', 'アイテムの種類'],
      ['C1;#4', '山田', '佐藤 次郎;#12', '有効;#1', 'アイテム'],
    ];
    expect(await imported(plainWorkbook(rows), 'customer', 'x.xlsx')).toEqual([
      [2, 'C1', { name: '山田', 'owner.name': '佐藤 次郎', contractStatus: '有効', アイテムの種類: 'アイテム' }],
    ]);
  });
});

describe('Power Automate', () => {
  test('"Create CSV table": encoded internal names, choices and persons as JSON, dates in UTC', async () => {
    const choice =
      '{""@odata.type"":""#Microsoft.Azure.Connectors.SharePoint.SPListExpandedReference"",""Id"":0,""Value"":""有効""}';
    const person =
      '{""@odata.type"":""#Microsoft.Azure.Connectors.SharePoint.SPListExpandedUser"",""Claims"":""i:0#.f|membership|jiro@example.com"",""DisplayName"":""佐藤 次郎"",""Email"":""jiro@example.com"",""Picture"":""""}';
    const lines = [
      '@odata.etag,ID,OData__x9867__x5ba2_ID,_x6c0f__x540d_,_x9867__x5ba2__x30e1__x30fc__x30,_x8a95__x751f__x65e5_,契約状態,契約状態#Id,担当者,担当者メールアドレス,配信同意',
      `"""1""",7,C1,山田,taro@example.com,2000-03-13T15:00:00Z,"${choice}",0,"${person}","${person}",True`,
    ];
    expect(await imported(csv(lines))).toEqual([
      [
        2,
        'C1',
        {
          '@odata.etag': '"1"',
          name: '山田',
          email: 'taro@example.com',
          birthday: '2000-03-14',
          contractStatus: '有効',
          '契約状態#Id': '0',
          'owner.name': '佐藤 次郎',
          'owner.email': 'jiro@example.com',
          consent: true,
        },
      ],
    ]);
  });

  test('OData names a choice with a slash', async () => {
    expect(await imported(csv(['ID,契約状態/Value', 'C1,有効']))).toEqual([[2, 'C1', { contractStatus: '有効' }]]);
  });

  test.each([
    ['_x6c0f__x540d_', '氏名', false],
    ['OData__x6c0f__x540d_', '氏名', false],
    // 最終メール送信日 in 32 characters, cut within its fifth letter.
    ['_x6700__x7d42__x30e1__x30fc__x30', '最終メー', true],
    ['_x88fd__x54c1_A_x8cfc__x5165__x', '製品A購入', true],
    ['_x9867__x5ba2__x30e1__x30fc__x30eb', '顧客メール', true],
    ['customer_x', 'customer_x', false],
    ['OData_Plan', 'OData_Plan', false],
  ])('%s is %s', (heading, name, isCut) => {
    const { names, isCut: found } = headingNames(heading);
    expect([names.at(-1), found]).toEqual([name, isCut]);
  });

  test('a name of which only an ambiguous beginning is left is a column of its own', async () => {
    expect(await imported(csv(['ID,_x6700__x7d42__x30e1__x30fc__x30', 'C1,2027-01-01']))).toEqual([
      [2, 'C1', { 最終メー: '2027-01-01' }],
    ]);
  });
});

describe('Exment', () => {
  const names = [
    'id',
    'suuid',
    'parent_id',
    'parent_type',
    'value.program',
    'value.haishin_date',
    'value.title',
    'value.rank',
    'created_at',
    'updated_at',
    'deleted_at',
  ];
  const labels = [
    'ID',
    '内部ID(20桁)',
    '親データID',
    '親データテーブル',
    'プログラムID',
    '配信日',
    '件名',
    'ランク',
    '作成日時',
    '更新日時',
    '削除日時',
  ];
  const data = [
    '3',
    '0a1b2c3d4e5f60718293',
    '',
    '',
    '12',
    '2027-03-31',
    '第1回',
    'A',
    '2026-01-05 10:00:00',
    '2026-01-06 10:00:00',
    '',
  ];
  const wanted = { program: '12', date: '2027-03-31', title: '第1回', ランク: 'A' };

  test.each([
    ['CSV', () => csv([names, labels, data].map((row) => row.map((cell) => `"${cell}"`).join(','))), 'x.csv'],
    ['Excel', () => plainWorkbook([names, labels, data]), 'x.xlsx'],
  ])('a table as %s: the row of labels under the row of names is no delivery', async (_, file, name) => {
    expect(await imported(file(), 'delivery', name)).toMatchObject([[3, '3', wanted]]);
    expect(await imported(file(), 'delivery', name)).toHaveLength(1);
  });

  test('a column is known by its name where its label says nothing to us', async () => {
    const lines = [
      'id,suuid,value.email,value.birthday,value.memo',
      'ID,内部ID(20桁),連絡先,お誕生日,めも',
      '1,0a1b,taro@example.com,2000-03-14,x',
    ];
    expect(await imported(csv(lines))).toEqual([
      [3, '1', { '内部ID(20桁)': '0a1b', email: 'taro@example.com', birthday: '2000-03-14', めも: 'x' }],
    ]);
  });

  test('a view has two heading rows, too', async () => {
    const lines = ['customer_code,customer_name,mail', '顧客ID,氏名,メールアドレス', 'C1,山田,taro@example.com'];
    expect(await imported(csv(lines))).toEqual([[3, 'C1', { name: '山田', email: 'taro@example.com' }]]);
  });

  test('of a table with English headings no row is lost', async () => {
    expect(await imported(csv(['id,name,note', 'ID,氏名の人,x', 'C2,鈴木,y']))).toHaveLength(2);
    expect(await imported(csv(['id,name', 'C1,氏名']))).toEqual([[2, 'C1', { name: '氏名' }]]);
  });
});

describe('values', () => {
  test.each([
    ['="0123"', '0123'],
    ["'0123", '0123'],
    ["'=1+1", '=1+1'],
    ['有効;#3', '有効'],
    ['甲;#1;#乙;#2', '甲;乙'],
    ['3;#有効', '有効'],
    [';#甲;#乙;#', '甲;乙'],
    ['{"Value":"有効"}', '有効'],
    ['[{"Value":"甲"},{"Value":"乙"}]', '甲;乙'],
  ])('%s is %s', (cell, value) => {
    expect(exportedValue(cell)).toBe(value);
  });

  test.each([
    "'90年代の客",
    "O'Brien",
    'C;#',
    'a;#b',
    '{broken',
    '{"a":1}',
    '[1]',
    '["a"]',
    '{"Value":1}',
    '="a"&"b"',
    'null',
  ])('%s stays as it is', (cell) => {
    expect(exportedValue(cell)).toBe(cell);
  });

  test('zeros that programs protect from Excel are kept, bare and quoted', async () => {
    const lines = ['ID,会員番号,備考', '="0001",="0,9",x', '"=""0002""","=""08""",y', "'0003,'07,z"];
    expect(await imported(csv(lines))).toEqual([
      [2, '0001', { 会員番号: '0,9', note: 'x' }],
      [3, '0002', { 会員番号: '08', note: 'y' }],
      [4, '0003', { 会員番号: '07', note: 'z' }],
    ]);
  });
});
