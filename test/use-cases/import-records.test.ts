import { describe, expect, test } from 'vitest';
import type { NewRecord } from '../../lambda/domain/records/record.ts';
import { importRecords } from '../../lambda/use-cases/import/import-records.ts';
import { sampleCompany } from '../../local/sample-company/sample-company.ts';
import { encodeFile, type FileEncoding, fileEncodings, inChunks } from '../domain/import/file-bytes.ts';
import { aWorld } from '../support/world.ts';

type World = ReturnType<typeof aWorld>;

function bringIn(world: World, file: string, text: string, encoding: FileEncoding = 'utf-8') {
  return importRecords(world.tools, { file, open: () => inChunks(encodeFile(text, encoding), 1_000) });
}

async function fieldsOf(world: World, type: string, id: string) {
  return (await world.tools.customers.get({ type, id }))?.fields;
}

const customers =
  '顧客ID,氏名,メールアドレス,誕生日\r\nC1,山田 花子,hanako@example.com,2000/2/29\r\nC2,髙﨑 一郎,,--03-14\r\n';

describe('importing a table', () => {
  test.each(fileEncodings)('stores every row of a file in %s', async (encoding) => {
    const world = aWorld();
    expect(await bringIn(world, 'imports/顧客マスタ.csv', customers, encoding)).toEqual({
      ...{ file: '顧客マスタ.csv', type: 'customer', created: 2, updated: 0, unchanged: 0, rejected: 0 },
      ...{ problems: [], problemsLeftOut: 0 },
    });
    expect(await fieldsOf(world, 'customer', 'C1')).toEqual({
      ...{ name: '山田 花子', email: 'hanako@example.com', birthday: '2000-02-29' },
    });
    expect(await fieldsOf(world, 'customer', 'C2')).toEqual({ name: '髙﨑 一郎', birthday: '--03-14' });
  });

  test('a second time changes nothing, and a changed row alone is updated', async () => {
    const world = aWorld();
    await bringIn(world, 'customers.csv', customers);
    expect(await bringIn(world, 'customers.csv', customers)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = customers.replace('hanako@', 'h.yamada@');
    expect(await bringIn(world, 'customers.csv', changed)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  test('a wrong row is told and the rest goes on', async () => {
    const world = aWorld();
    const text =
      '顧客ID,氏名,誕生日\nC1,"開いたまま,2000-01-01\nC2,鈴木,2001-02-29\n,佐藤,2000-01-01\nC4,田中\nC5,伊藤,2000-01-01\n';
    const summary = await bringIn(world, 'customers.csv', text);
    expect(summary).toMatchObject({ created: 1, rejected: 4 });
    expect(summary.problems.map(({ file, row, column, value }) => [file, row, column, value])).toEqual([
      ['customers.csv', 2, '', 'C1,"開いたまま,2000-01-01'],
      ['customers.csv', 3, '誕生日', '2001-02-29'],
      ['customers.csv', 4, '顧客ID', ''],
      ['customers.csv', 5, '', 'C4, 田中'],
    ]);
    expect(await fieldsOf(world, 'customer', 'C2')).toBeUndefined();
    expect(await fieldsOf(world, 'customer', 'C5')).toEqual({ name: '伊藤', birthday: '2000-01-01' });
  });

  test('of two rows with one id the last counts, near or far apart, and it is told', async () => {
    const world = aWorld();
    const others = Array.from({ length: 500 }, (_, index) => `X${index},他`);
    const rows = ['ID,氏名', 'C1,一', 'C1,二', ...others, 'C1,三', ''];
    const summary = await bringIn(world, 'customers.csv', rows.join('\n'));
    expect(await fieldsOf(world, 'customer', 'C1')).toEqual({ name: '三' });
    expect(summary).toMatchObject({ rejected: 0, created: 501, updated: 0 });
    expect(summary.problems.map(({ severity, row, value }) => [severity, row, value])).toEqual([
      ['warning', 3, 'C1'],
      ['warning', 504, 'C1'],
    ]);
    expect(summary.problems[1]?.explanation.ja).toBe('同じIDが2行目にもあります。あとの行の内容を使いました。');
  });

  test('rows are put in chunks that name no record twice', async () => {
    const world = aWorld();
    const puts: (readonly NewRecord[])[] = [];
    const recording = {
      ...world.tools.customers,
      putMany: (records: readonly NewRecord[]) => {
        puts.push(records);
        return world.tools.customers.putMany(records);
      },
    };
    const rows = Array.from({ length: 450 }, (_, index) => `C${index % 300},${index}`);
    const open = () => inChunks(Buffer.from(['ID,氏名', ...rows].join('\n')), 100);
    await importRecords({ ...world.tools, customers: recording }, { file: 'customers.csv', open });
    expect(puts.map(({ length }) => length)).toEqual([200, 100]);
    expect(puts.map((records) => new Set(records.map(({ id }) => id)).size)).toEqual([200, 100]);
  });

  test('columns that nobody foresaw are announced', async () => {
    const world = aWorld();
    await bringIn(world, 'customers.csv', '顧客ID,会員ランク,最終メール送信日（誕生日）,趣味\nC1,A,,釣り\n');
    expect(await world.tools.customers.extraColumns()).toEqual({ customer: ['会員ランク', '趣味'] });
    expect(await fieldsOf(world, 'customer', 'C1')).toEqual({ 会員ランク: 'A', 趣味: '釣り' });
  });

  test.each([
    ['an empty file', 'customers.csv', '', '空です'],
    ['blank lines only', 'customers.csv', '\n,,\n', '空です'],
    ['no id column', 'contracts.csv', '顧客ID,契約名\nC1,保守\n', '「契約ID」'],
    ['broken headings', 'customers.csv', '"顧客ID"x,氏名\nC1,山田\n', '見出しの行'],
    ['an unknown name', 'リスト.csv', customers, 'customers.csv、contracts.csv、'],
    ['an old Excel workbook', '顧客マスタ.xls', customers, 'CSV UTF-8'],
    ['no Excel workbook', '顧客マスタ.xlsx', customers, 'Excelブックではありません'],
  ])('%s is one problem of the file, and nothing is stored', async (_, file, text, told) => {
    const world = aWorld();
    const summary = await bringIn(world, file, text);
    expect(summary).toMatchObject({ created: 0, rejected: 1, problems: [{ severity: 'error', file, row: 1 }] });
    expect(summary.problems[0]?.explanation.ja).toContain(told);
    expect((await world.tools.customers.find({ by: 'type', type: 'customer' })).items).toEqual([]);
  });

  test('headings alone are no problem', async () => {
    expect(await bringIn(aWorld(), 'customers.csv', '顧客ID,氏名\n')).toMatchObject({ created: 0, problems: [] });
  });

  test('more problems than anybody reads are counted', async () => {
    const rows = Array.from({ length: 50_010 }, () => ',x');
    const summary = await bringIn(aWorld(), 'customers.csv', ['ID,氏名', ...rows].join('\n'));
    expect(summary).toMatchObject({ rejected: 50_010, problemsLeftOut: 10 });
    expect(summary.problems).toHaveLength(50_000);
  });

  test('the log names no person', async () => {
    const world = aWorld();
    const lines: string[] = [];
    const write = (...line: readonly unknown[]) => void lines.push(JSON.stringify(line));
    const tools = { ...world.tools, log: { info: write, warn: write, error: write } };
    await importRecords(tools, { file: '山田様.csv', open: () => inChunks(Buffer.from(customers), 100) });
    await importRecords(tools, { file: 'customers.csv', open: () => inChunks(Buffer.from(customers), 100) });
    expect(lines).toEqual([
      '["records-imported",{"type":"unknown","created":0,"updated":0,"unchanged":0,"rejected":1}]',
      '["records-imported",{"type":"customer","created":2,"updated":0,"unchanged":0,"rejected":0}]',
    ]);
  });

  test.each(Object.entries(sampleCompany('2027-03-14')).filter(([file]) => file.endsWith('.csv')))(
    'the sample company: %s comes in without a problem',
    async (file, text) => {
      const summary = await bringIn(aWorld(), file, text);
      expect(summary).toMatchObject({ rejected: 0, problems: [] });
      expect(summary.created).toBeGreaterThan(0);
    },
  );
});
