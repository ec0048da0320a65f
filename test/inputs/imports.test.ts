import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventRecord } from '../../lambda/domain/events/event-record.ts';
import { formatImportErrors } from '../../lambda/domain/import/format-import-errors.ts';
import { readRows } from '../../lambda/domain/import/read-rows.ts';
import type { TableRow } from '../../lambda/domain/import/row-reader.ts';
import { UnreadableFile } from '../../lambda/domain/import/unreadable-file.ts';
import { importFile } from '../../lambda/use-cases/import/import-file.ts';
import { inChunks } from '../domain/import/file-bytes.ts';
import {
  escapeXml,
  inline,
  plainWorkbook,
  row,
  workbookFile,
  workbookParts,
  zipParts,
} from '../domain/import/workbook/workbook-file.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { hostileJson, hostileText, isUnpolluted, payloads, spoiled, tries } from './hostile.ts';

type World = ReturnType<typeof aWorld>;

async function importBytes(world: World, file: string, bytes: Uint8Array, chunk = 4096) {
  return importFile(world.tools, { file, open: () => inChunks(bytes, chunk) });
}

const headings = fc.oneof(
  hostileText,
  fc.constantFrom('ID', '顧客ID', '氏名', 'メールアドレス', '誕生日', 'company', 'owner.name'),
);
const cells = fc.oneof(hostileText, fc.constantFrom('C1', 'C2', '2000-03-14', 'はい', 'a@example.com', ''));
const table = fc
  .tuple(fc.array(headings, { maxLength: 6 }), fc.array(fc.array(cells, { maxLength: 7 }), { maxLength: 5 }))
  .map(([head, rows]) => stringify([['ID', ...head], ...rows.map((row, n) => [`C${n}`, ...row])]));
const anyBytes = fc.uint8Array({ maxLength: 300 });
const bytes = fc.oneof(
  table.map((text) => Buffer.from(text)),
  fc.tuple(table, anyBytes).map(([text, more]) => Buffer.concat([Buffer.from(text), more])),
  anyBytes,
  fc.constantFrom('"'.repeat(5000), ',\n'.repeat(3000), '\ufeff', '\0'.repeat(300)).map((text) => Buffer.from(text)),
);

describe('a table', () => {
  it('is taken row by row, or told of row by row, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 600 }), async (file, chunk) => {
        const world = aWorld();
        const summary = await importBytes(world, 'customers.csv', file, chunk);
        const stored = await world.tools.customers.find({ by: 'type', type: 'customer' });
        expect(stored.items).toHaveLength(summary.created);
        expect(isUnpolluted()).toBe(true);
        checkErrorFile(
          formatImportErrors(
            summary.problems.map((problem) => ({ ...problem, file: 'customers.csv' })),
            'ja',
          ),
        );
      }),
      tries(150),
    );
  });

  it('may have headings that JavaScript has a meaning for: they are columns like any other', async () => {
    const world = aWorld();
    const names = ['__proto__', 'constructor', 'prototype', 'toString'];
    const text = stringify([
      ['ID', '氏名', ...names],
      ['C1', '山田', ...names.map((name) => `${name}の値`)],
    ]);
    expect(await importBytes(world, 'customers.csv', Buffer.from(text))).toMatchObject({ created: 1, rejected: 0 });
    const record = await world.tools.customers.get({ type: 'customer', id: 'C1' });
    expect(Object.entries(record?.fields ?? {})).toEqual([
      ['name', '山田'],
      ...names.map((name) => [name, `${name}の値`]),
    ]);
    expect(isUnpolluted()).toBe(true);
  });
});

/** The rows of a file, or undefined for one that is no table; anything else it throws is a crash. */
async function rowsOf(file: string, bytes: Uint8Array): Promise<readonly TableRow[] | undefined> {
  const rows: TableRow[] = [];
  try {
    for await (const some of readRows(file, inChunks(bytes, 4096))) rows.push(...some);
    return rows;
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

function anyTag(): fc.Arbitrary<string> {
  const names = [
    'row',
    'c',
    'v',
    'f',
    'is',
    't',
    'r',
    'rPh',
    'sheetData',
    'mergeCells',
    'mergeCell',
    'x:c',
    '!DOCTYPE',
    '?xml',
  ];
  const keys = ['r', 't', 's', 'ref', 'hidden', 'xmlns', '__proto__'];
  const values = fc.oneof(
    fc.constantFrom(
      '1',
      '0',
      '-1',
      '1e9',
      'A1',
      'B2',
      'XFD1048576',
      'ZZZ9',
      'A1:B2',
      'A1:XFD1048576',
      's',
      'str',
      'e',
      'd',
      'inlineStr',
      'constructor',
    ),
    hostileText,
  );
  const attributes = fc.array(fc.tuple(fc.constantFrom(...keys), values), { maxLength: 3 });
  return fc
    .tuple(fc.constantFrom('<', '</', '<'), fc.constantFrom(...names), attributes, fc.constantFrom('>', '/>', '', '>'))
    .map(
      ([open, name, pairs, end]) =>
        open + name + pairs.map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('') + end,
    );
}

describe('a workbook', () => {
  const sound = plainWorkbook([['ID', '氏名'], ...Array.from({ length: 40 }, (_, at) => [`C${at}`, `山田${at}`])]);

  it('with any of its bytes changed is read as it was, or told', async () => {
    const whole = JSON.stringify(await rowsOf('customers.xlsx', sound));
    expect(whole).toContain('山田39');
    const change = fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(sound.length)),
        async (changes, length) => {
          const bytes = Uint8Array.from(sound).subarray(0, length ?? sound.length);
          for (const [at, bits] of changes) if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ bits;
          const isZip = bytes.subarray(0, 4).join() === sound.subarray(0, 4).join();
          const rows = await rowsOf('customers.xlsx', bytes);
          // What the checksums do not cover: names of parts that are not needed, dates, comments.
          if (rows !== undefined && rows.length > 0 && isZip) expect(JSON.stringify(rows)).toBe(whole);
        },
      ),
      tries(400),
    );
  });

  it('with anything at all in its XML is read, or told', async () => {
    const xml = fc
      .array(fc.oneof(anyTag(), hostileText.map(escapeXml), hostileText), { maxLength: 25 })
      .map((parts) => parts.join(''));
    const part = fc.constantFrom(
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      '_rels/.rels',
      'xl/sharedStrings.xml',
      'xl/styles.xml',
    );
    await fc.assert(
      fc.asyncProperty(xml, part, xml, fc.boolean(), async (rows, name, other, isOther) => {
        const parts = workbookParts({
          sheets: [{ rows: row(1, inline('ID')) + rows }],
          ...(isOther && { parts: { [name]: other } }),
        });
        await rowsOf('customers.xlsx', zipParts(parts));
        expect(isUnpolluted()).toBe(true);
      }),
      tries(300),
    );
  });

  it('expands no entity, opens no file, and nests as deep as it likes', async () => {
    const lols = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const docType = `<!DOCTYPE x [<!ENTITY l0 "lol"><!ENTITY file SYSTEM "file:///etc/passwd">${lols}]>`;
    const parts = workbookParts({
      sheets: [
        {
          rows:
            row(1, inline('ID'), inline('氏名')) +
            row(2, inline('C1'), '<c t="inlineStr"><is><t>&l12;&file;</t></is></c>'),
        },
      ],
    });
    const bombed = Object.fromEntries(
      Object.entries(parts).map(([name, xml]) => [name, xml.replace(/(?<=\?>)/, docType)]),
    );
    expect(await rowsOf('customers.xlsx', zipParts(bombed))).toEqual([
      { row: 1, cells: ['ID', '氏名'] },
      { row: 2, cells: ['C1', '&l12;&file;'] },
    ]);
    const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
    const wide = `<a b="${'x'.repeat(5_000_000)}"/>`;
    for (const rows of [deep, wide]) {
      const file = workbookFile({ sheets: [{ rows: rows + row(1, inline('ID')) }] });
      expect(await rowsOf('customers.xlsx', file)).toEqual([{ row: 1, cells: ['ID'] }]);
    }
  });
});

describe('events', () => {
  const sound = {
    id: 'e1',
    event: 'document-downloaded',
    customer: 'C1',
    at: '2027-03-14T10:00:00+09:00',
    data: { title: 'x' },
  };

  it('are kept, or told of line by line, whatever is in them', async () => {
    const line = fc.oneof(
      hostileText,
      fc.oneof(hostileJson, spoiled(sound)).map((json) => JSON.stringify(json) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        const world = aWorld();
        await world.keep(aCustomer('C1'));
        // First, as a NUL near the start of a file says that it is UTF-16.
        const text = [
          JSON.stringify({ ...sound, id: 'sound' }),
          ...lines.map((each) => each.replace(/[\r\n]/g, ' ')),
        ].join('\n');
        await importBytes(world, 'events.jsonl', Buffer.from(text));
        const kept = eventRecord({ ...sound, id: 'sound', source: '' });
        expect(await world.tools.customers.get(kept)).toBeDefined();
        expect(isUnpolluted()).toBe(true);
      }),
      tries(200),
    );
  });
});

describe('import-errors.csv', () => {
  it('holds no formula, and as many rows as problems, whatever the file was that it tells of', () => {
    const text = fc.oneof(
      hostileText,
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝', '"='), hostileText)
        .map(([sign, rest]) => sign + rest),
    );
    fc.assert(
      fc.property(text, text, text, text, (file, column, value, said) => {
        const problem = {
          severity: 'error',
          file,
          row: 2,
          column,
          value,
          explanation: { ja: said, en: said },
        } as const;
        const rows = checkErrorFile(formatImportErrors([problem, problem], 'ja'));
        expect(rows).toHaveLength(3);
      }),
      tries(500),
    );
    expect(payloads.length).toBeGreaterThan(20);
  });
});

/** Reads the file as Excel does, and looks at each cell's first character. */
function checkErrorFile(text: string): readonly (readonly string[])[] {
  const rows: string[][] = parse(text, { bom: true, record_delimiter: '\r\n', relax_column_count: true });
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
  return rows;
}
