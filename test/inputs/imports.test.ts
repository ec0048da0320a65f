import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatImportErrors } from '../../lambda/domain/import/format-import-errors.ts';
import { importFile } from '../../lambda/use-cases/import-file.ts';
import { inChunks } from '../domain/import/file-bytes.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { hostileJson, hostileText, isUnpolluted, payloads, spoiled, tries } from './hostile.ts';

type World = ReturnType<typeof aWorld>;

async function importBytes(world: World, file: string, bytes: Uint8Array, chunk = 4096) {
  return importFile(world.tools, { file, stream: inChunks(bytes, chunk) });
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
        expect(await world.tools.customers.get({ type: 'event', id: 'sound' })).toBeDefined();
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
