import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../lambda/domain/import/decode-text.ts';
import { MAX_RECORD_CHARS } from '../../../lambda/domain/import/import-limits.ts';
import { LineSplitter } from '../../../lambda/domain/import/line-splitter.ts';
import { parseRecords, splitQuoted } from '../../../lambda/domain/import/parse-records.ts';
import { readTable } from '../../../lambda/domain/import/read-table.ts';
import { RowReader, type TableRow } from '../../../lambda/domain/import/row-reader.ts';
import { cp932Characters, encodeFile, fileEncodings, inChunks } from './file-bytes.ts';

const names = '①髙﨑㈱～ソ表能―纊ｱ';

async function rowsOf(bytes: Uint8Array, ...chunkSizes: readonly number[]): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const some of readTable(inChunks(bytes, ...chunkSizes))) rows.push(...some);
  return rows;
}

async function cellsOf(text: string): Promise<readonly (readonly string[])[]> {
  const rows = await rowsOf(Buffer.from(text));
  return rows.map((row) => ('cells' in row ? row.cells : [row.broken]));
}

async function decoded(bytes: Uint8Array, ...chunkSizes: readonly number[]): Promise<string> {
  let text = '';
  for await (const piece of decodeText(inChunks(bytes, ...chunkSizes))) text += piece;
  return text;
}

describe('encodings', () => {
  test('CP932 is read as Windows writes it', async () => {
    const bytes = [0x87, 0x40, 0xfb, 0xfc, 0xfa, 0xb1, 0x87, 0x8a, 0x81, 0x60, 0x83, 0x5c, 0x95, 0x5c, 0x94, 0x5c];
    expect(await decoded(Uint8Array.from(bytes), 1)).toBe('①髙﨑㈱～ソ表能');
  });

  test.each(fileEncodings.flatMap((encoding) => [1, 2, 3, 4, 5, 6, 7].map((size) => ({ encoding, size }))))(
    '$encoding in chunks of $size bytes loses no character',
    async ({ encoding, size }) => {
      const text = `ID,${names}\r\n`;
      expect(await decoded(encodeFile(text, encoding), size)).toBe(text);
      // Once the encoding is settled, each chunk is decoded by itself.
      const long = text.repeat(3_000);
      const sizes = Array.from({ length: 1_000 }, () => size);
      // Compared here: the difference of two long texts takes minutes to show.
      expect((await decoded(encodeFile(long, encoding), 70_000, ...sizes)) === long).toBe(true);
    },
  );

  test.each(fileEncodings)(
    '%s is recognised when its first Japanese character comes after a megabyte',
    async (encoding) => {
      const text = `${'id,name\n'.repeat(150_000)}${names}`;
      expect((await decoded(encodeFile(text, encoding), 65_536)) === text).toBe(true);
    },
  );

  test.each(fileEncodings)(
    '%s is recognised when the Japanese text is longer than what is looked at',
    async (encoding) => {
      const text = `x${names.repeat(20_000)}`;
      expect((await decoded(encodeFile(text, encoding), 1_000)) === text).toBe(true);
    },
  );

  test.each(['utf-16le', 'utf-16be'] as const)(
    '%s without BOM is told apart where 一 has its NUL too',
    async (encoding) => {
      const text = '顧客ID,一覧,氏名\r\nC1,一,山田\r\n';
      expect(await decoded(encodeFile(text, encoding), 3)).toBe(text);
    },
  );

  test('UTF-8 cut off in the middle of its last character is not UTF-8', async () => {
    expect(await decoded(Uint8Array.from([0xe3, 0x81]), 1)).not.toBe('�');
  });

  test('a byte that means nothing does not swallow the delimiter after it', async () => {
    const bytes = Uint8Array.from([...encodeFile('顧客ID,氏名\n', 'cp932'), 0x81, 0x2c, 0x41]);
    expect((await rowsOf(bytes, 1))[1]).toEqual({ row: 2, cells: ['�', 'A'] });
  });
});

describe('tables', () => {
  test.each([
    [',', 'ID,氏名\nC1,山田\n'],
    ['tab', 'ID\t氏名\nC1\t山田\n'],
    [';', 'ID;氏名\nC1;山田\n'],
  ])('the delimiter %s is found from the headings', async (_, text) => {
    expect(await cellsOf(text)).toEqual([
      ['ID', '氏名'],
      ['C1', '山田'],
    ]);
  });

  test('the delimiter is found from the headings below a title without any', async () => {
    expect(await cellsOf('顧客一覧\n\nID;氏名\nC1;山,田')).toEqual([
      ['顧客一覧'],
      [''],
      ['ID', '氏名'],
      ['C1', '山,田'],
    ]);
  });

  test.each(['sep=;', 'SEP=;', '\uFEFFsep=;', '"sep=;"', 'sep=;;;'])(
    'the line %j names it, and is no row',
    async (line) => {
      const rows = await rowsOf(Buffer.from(`${line}\r\nID,a;氏名\r\nC1;山,田`), 3);
      expect(rows).toEqual([
        { row: 1, cells: ['ID,a', '氏名'] },
        { row: 2, cells: ['C1', '山,田'] },
      ]);
    },
  );

  test('delimiters inside quoted headings do not count', async () => {
    expect(await cellsOf('"ID,顧客,番号,a"\t氏名\nC1\t山,田')).toEqual([
      ['ID,顧客,番号,a', '氏名'],
      ['C1', '山,田'],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('rows end with %j', async (end) => {
    expect(await cellsOf(['ID,氏名', 'C1,山田', ''].join(end))).toEqual([
      ['ID', '氏名'],
      ['C1', '山田'],
    ]);
  });

  test('a record with line breaks in quotes is one row, as in Excel, and a blank line is one', async () => {
    const rows = await rowsOf(Buffer.from('ID,備考\r\nC1,"一行目\r\n二行目\n""三行目"""\r\n\r\nC2,x'), 3);
    expect(rows).toEqual([
      { row: 1, cells: ['ID', '備考'] },
      { row: 2, cells: ['C1', '一行目\r\n二行目\n"三行目"'] },
      { row: 3, cells: [''] },
      { row: 4, cells: ['C2', 'x'] },
    ]);
  });

  test('a quote that is never closed costs its own row only', async () => {
    const text = 'ID,備考\nC1,"開いたまま\nC2,ふつう\nC3,"引用,符"\nC4,終わり\n';
    expect(await rowsOf(Buffer.from(text), 5)).toEqual([
      { row: 1, cells: ['ID', '備考'] },
      { row: 2, broken: 'quotes', text: 'C1,"開いたまま' },
      { row: 3, cells: ['C2', 'ふつう'] },
      { row: 4, cells: ['C3', '引用,符'] },
      { row: 5, cells: ['C4', '終わり'] },
    ]);
  });

  test('text behind a closing quote, and a quote within a plain value, cost their own row only', async () => {
    const text = 'ID,備考\nC1,"山田"様\nC2,"良い"\nC3,5" 管\nC4,"良い"\nC5,6" 管\nC6,\n';
    expect(await rowsOf(Buffer.from(text))).toEqual([
      { row: 1, cells: ['ID', '備考'] },
      { row: 2, broken: 'quotes', text: 'C1,"山田"様' },
      { row: 3, cells: ['C2', '良い'] },
      { row: 4, broken: 'quotes', text: 'C3,5" 管' },
      { row: 5, cells: ['C4', '良い'] },
      { row: 6, broken: 'quotes', text: 'C5,6" 管' },
      { row: 7, cells: ['C6', ''] },
    ]);
  });

  test('blanks around quotes do no harm', async () => {
    expect(await cellsOf('ID, "氏名"\n"C1" ,"山田, 花子"')).toEqual([
      ['ID', '氏名'],
      ['C1', '山田, 花子'],
    ]);
  });

  test('records written by the book are split as the CSV parser splits them', () => {
    const character = fc.constantFrom('"', '""', ',', ';', '\n', '\r\n', ' ', 'a', '山', '=', '="', '');
    const record = fc.array(character, { maxLength: 14 }).map((characters) => characters.join(''));
    const sound = fc
      .array(fc.array(character, { maxLength: 4 }), { minLength: 1, maxLength: 4 })
      .map((cells) =>
        stringify([cells.map((cell) => cell.join(''))], { record_delimiter: '', quoted: true, quoted_empty: true }),
      );
    fc.assert(
      fc.property(fc.oneof(record, sound), (text) => {
        const split = splitQuoted(text, ',');
        // Line ends outside of quotes and a quote behind `=` are not for the parser.
        if (
          split === undefined ||
          text.trim() === '' ||
          text.includes('="') ||
          /[\r\n]/.test(text.replace(/"[^"]*"/g, ''))
        )
          return;
        const trimmed = (cells: readonly string[] | undefined) => cells?.map((cell) => cell.trim());
        expect(trimmed(split)).toEqual(trimmed(parseRecords([text], ',')[0]));
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(sound, (text) => {
        expect(splitQuoted(text, ',')).toBeDefined();
      }),
    );
  });

  test('a row longer than a record may be is told and not kept', async () => {
    const rows = await rowsOf(Buffer.from(`ID,備考\nC1,${'x'.repeat(3 * MAX_RECORD_CHARS)}\nC2,y\n`), 1_000);
    expect(rows.map((row) => ('cells' in row ? row.cells.join() : row.broken))).toEqual([
      'ID,備考',
      'too-long',
      'C2,y',
    ]);
    expect(rows[1]).toMatchObject({ text: expect.objectContaining({ length: MAX_RECORD_CHARS + 1 }) });
  });

  test('a file that comes in one piece may be long', async () => {
    const text = `ID,備考\n${'C1,"x"\n'.repeat(200_000)}`;
    let count = 0;
    for await (const rows of readTable(inChunks(Buffer.from(text), text.length * 2))) count += rows.length;
    expect(count).toBe(200_001);
  });

  test('a quote left open in a long file still costs one row', async () => {
    const rest = Array.from({ length: 20_000 }, (_, index) => `C${index},ふつうの備考`);
    const rows = await rowsOf(Buffer.from(['ID,備考', 'X,"開いたまま', ...rest].join('\n')), 65_536);
    expect(rows).toHaveLength(20_002);
    expect(rows.filter((row) => 'broken' in row).map(({ row }) => row)).toEqual([2]);
    expect(rows.at(-1)).toEqual({ row: 20_002, cells: ['C19999', 'ふつうの備考'] });
  });

  // csv-parse drops outer blanks of values that are not quoted, and so does the import of every value.
  const cell = fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...cp932Characters) },
        { weight: 1, arbitrary: fc.constantFrom('"', ',', ';', '\t', '\n', '\r\n', ' ', 'a', '=') },
      ),
      { maxLength: 12 },
    )
    .map((characters) => characters.join('').trim());
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
    .map((rows) => [
      ['ID', ...(rows[0] ?? []).map((_, index) => `見出し${index}`)],
      ...rows.map((cells, index) => [`C${index}`, ...cells]),
    ]);
  const form = fc.record({
    delimiter: fc.constantFrom(',', '\t', ';'),
    record_delimiter: fc.constantFrom('\n', '\r\n', '\r'),
    quoted: fc.boolean(),
    quoted_match: fc.constant(/["\s]/),
  });
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

  test('any Japanese table, in any encoding and any chunks, comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(table, form, fc.constantFrom(...fileEncodings), sizes, async (all, as, encoding, chunkSizes) => {
        const read = await rowsOf(encodeFile(stringify(all, as), encoding), ...chunkSizes);
        expect(read).toEqual(all.map((cells, index) => ({ row: index + 1, cells })));
      }),
      { numRuns: 300 },
    );
  });

  test('any table comes back as it was, wherever its text is cut', () => {
    fc.assert(
      fc.property(table, form, sizes, (all, as, pieceSizes) => {
        const text = stringify(all, as);
        const [splitter, reader] = [new LineSplitter(), new RowReader()];
        const rows: TableRow[] = [];
        for (let from = 0, turn = 0; from < text.length; turn += 1) {
          const size = pieceSizes[turn % pieceSizes.length] ?? 1;
          rows.push(...reader.push(splitter.push(text.slice(from, from + size))));
          from += size;
        }
        rows.push(...reader.push(splitter.end()), ...reader.end());
        expect(rows).toEqual(all.map((cells, index) => ({ row: index + 1, cells })));
      }),
      { numRuns: 300 },
    );
  });
});
