import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv, toCsvLines } from '../../lambda/domain/csv-text.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('a table that people open in Excel', () => {
  test.each(['=1+1', '+81-3', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x'])(
    '%j is text in it, not a formula',
    (cell) => {
      expect(parse(toCsv([[cell]]), { bom: true, record_delimiter: '\r\n' })).toEqual([[`'${cell}`]]);
    },
  );

  test('has a BOM, once, and keeps every cell in its row and column', () => {
    expect(toCsv([['氏名'], ['髙橋']])).toBe(`\ufeff${toCsvLines([['氏名']])}${toCsvLines([['髙橋']])}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (rows) => {
        const read: string[][] = parse(toCsv(rows), { bom: true, record_delimiter: '\r\n' });
        expect(read.map((cells) => cells.map(withoutMark))).toEqual(rows.map((cells) => cells.map(withoutMark)));
      }),
    );
  });

  test('is made in one place: nothing else that is deployed or run by people writes CSV by itself', () => {
    const writers = ['bin', 'cli', 'lambda', 'lib', 'local'].flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`)
        .filter((path) => readFileSync(`${root}${path}`, 'utf8').includes('csv-stringify')),
    );
    // These two write files to be imported: a mark before a date without a year (--03-14) would not be read.
    const forImports = ['lambda/domain/http/items-to-csv.ts', 'local/sample-company/sample-company.ts'];
    expect(writers.filter((path) => !forImports.includes(path))).toEqual(['lambda/domain/csv-text.ts']);
  });
});

/** A cell without the mark that keeps it from being a formula. */
function withoutMark(cell: string): string {
  return cell.replace(/^'+/, '');
}
