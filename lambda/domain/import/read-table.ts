import { decodeText } from './decode-text.ts';
import { LineSplitter } from './line-splitter.ts';
import { RowReader, type TableRow } from './row-reader.ts';

/** The rows of a CSV file, some at a time, in the file's own encoding, delimiter and line ends. Memory stays bounded. */
export async function* readTable(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly TableRow[]> {
  const splitter = new LineSplitter();
  const reader = new RowReader();
  for await (const text of decodeText(bytes)) {
    const rows = reader.push(splitter.push(text));
    if (rows.length > 0) yield rows;
  }
  yield reader.push(splitter.end());
  yield reader.end();
}

/** True for a row without any text, as Excel leaves them at the end of a sheet. */
export function isBlankRow(row: TableRow): boolean {
  return 'cells' in row && row.cells.every((cell) => cell.trim() === '');
}
