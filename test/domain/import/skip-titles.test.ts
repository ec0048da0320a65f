import { describe, expect, test } from 'vitest';
import { readFileRows } from '../../../lambda/domain/import/read-file-rows.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { encodeFile, inChunks } from './file-bytes.ts';
import { inline, plainWorkbook, row, workbookFile } from './workbook/workbook-file.ts';

async function read(bytes: Uint8Array, typeName = 'customer') {
  const type = defaultRecordModel.find((each) => each.type === typeName);
  if (type === undefined) throw new RangeError(typeName);
  const rows = [];
  const reading = { file: 'customers.csv', type, timeZone: 'Asia/Tokyo' };
  for await (const some of readFileRows(reading, inChunks(bytes, 7))) rows.push(...some);
  return {
    ids: rows.flatMap((each) => (each.kind === 'record' ? [`${each.row} ${each.record.id}`] : [])),
    names: rows.flatMap((each) => (each.kind === 'record' ? [each.record.fields.name] : [])),
    problems: rows.flatMap(({ kind, problems }) => problems.map((each) => ({ kind, ...each }))),
  };
}

const below = (at: number) => ({
  severity: 'warning',
  row: at,
  explanation: { ja: expect.stringContaining('見出しとして読みました') },
});
const table = ['顧客ID,氏名,誕生日', 'C1,山田,', 'C2,鈴木,だめ'];

describe('rows above the headings', () => {
  test.each([
    ['a title', ['顧客一覧（2027年3月）'], 4],
    ['a title with the delimiters that Excel writes', ['顧客一覧,,', '作成: 総務,2027/3/1,'], 5],
    ['headings over several columns', ['基本,,記念日'], 4],
  ])('%s: are left out, and that is told', async (_, above, firstRow) => {
    const title = [...above, ',,'];
    const { ids, problems } = await read(encodeFile([...title, ...table].join('\r\n'), 'cp932'));
    expect(ids).toEqual([`${firstRow} C1`]);
    expect(problems).toMatchObject([below(firstRow - 1), { severity: 'error', row: firstRow + 1, value: 'だめ' }]);
  });

  test('of a workbook, too: no cell is lost to the width of the title', async () => {
    const { ids, names, problems } = await read(
      plainWorkbook([['顧客一覧'], ['作成: 総務'], ...table.map((line) => line.split(','))]),
    );
    expect({ ids, names }).toEqual({ ids: ['4 C1'], names: ['山田'] });
    expect(problems).toMatchObject([below(3), { row: 5, column: '誕生日' }]);
  });

  test('a title over merged cells leaves the rows below as they are', async () => {
    const rows =
      row(1, inline('顧客一覧')) + row(2, inline('ID'), inline('氏名')) + row(3, inline('C1'), inline('山田'));
    const behind = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>';
    expect(await read(workbookFile({ sheets: [{ rows, behind }] }))).toMatchObject({ ids: ['3 C1'], names: ['山田'] });
  });

  test('blank rows are not told', async () => {
    expect(await read(Buffer.from(`\n,,\n${table[0]}\nC1,山田,`))).toMatchObject({ ids: ['4 C1'], problems: [] });
  });

  test('the first heading row is the one that is read, whatever is in the rows below', async () => {
    const { ids, problems } = await read(Buffer.from('ID,備考\nC1,x\n顧客ID,氏名\n'));
    expect({ ids, problems }).toEqual({ ids: ['2 C1', '3 顧客ID'], problems: [] });
  });

  test.each([
    ['a row of data as wide as the headings', '山田,a@example.com,2000/1/1\n顧客ID,氏名,誕生日\nC1,山田,'],
    ['an id alone', '顧客一覧\nID,x\nC1,y'],
    ['a broken row', '顧客一覧\n"山田,\nC1,y'],
    ['more rows than a title has', `${'説明\n'.repeat(21)}${table.join('\n')}`],
  ])('%s: the file has no headings, as its first row shows', async (_, text) => {
    const { ids, problems } = await read(Buffer.from(text));
    expect(ids).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'unreadable', row: 1 }]);
  });

  test('twenty may be above', async () => {
    expect(await read(Buffer.from(`${'説明\n'.repeat(20)}${table.slice(0, 2).join('\n')}`))).toMatchObject({
      ids: ['22 C1'],
    });
  });
});

test('a heading row of many thousand characters is not read', async () => {
  const { problems } = await read(Buffer.from(`ID,${'あ'.repeat(20_000)}\nC1,x`));
  expect(problems).toMatchObject([{ kind: 'unreadable', explanation: { ja: expect.stringContaining('長すぎる') } }]);
});
