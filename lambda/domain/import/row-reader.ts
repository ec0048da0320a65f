import type { LocalizedText } from '../locale.ts';
import { type Delimiter, declaredDelimiter, detectDelimiter, hasDelimiter } from './detect-delimiter.ts';
import { MAX_RECORD_CHARS } from './import-limits.ts';
import type { RowProblem } from './import-problem.ts';
import { isSchemaLine } from './known-exports.ts';
import type { TextLine } from './line-splitter.ts';
import { parseRecords, splitQuoted } from './parse-records.ts';

/** A cell whose text is not to be used, and why. `index` is its place among the row's cells, from 0. */
export interface WrongCell {
  readonly index: number;
  readonly explanation: LocalizedText;
}

/**
 * One row of a table. `row` is its number as Excel shows it: the header is 1, a blank line counts, and a record with
 * line breaks in quotes is one row. A row that cannot be taken apart keeps its first line. `warnings` reject nothing and are
 * to be told; `otherNames` are a heading row's second names, by which its columns go where the first ones are not known;
 * `isFrom1904`: numbers that stand for dates count from 1904.
 */
export type TableRow =
  | {
      readonly row: number;
      readonly cells: readonly string[];
      readonly wrongCells?: readonly WrongCell[];
      readonly warnings?: readonly RowProblem[];
      readonly otherNames?: readonly string[];
      readonly isFrom1904?: true;
    }
  | { readonly row: number; readonly broken: 'quotes' | 'too-long'; readonly text: string };

/** A record's text and how many lines it takes; undefined when its quotes never pair up; 'waits' = more lines may tell. */
type TakenRecord = { readonly text: string; readonly lineCount: number } | 'waits' | undefined;

/**
 * Puts lines together to rows. The first row that has a delimiter settles which it is. A quote that is never closed
 * costs its own line only: reading goes on with the line after it, which is why the lines are put together here and
 * not by the CSV parser, which would read on to the end of the file.
 */
export class RowReader {
  #lines: readonly TextLine[] = [];
  #rowCount = 0;
  #delimiter: Delimiter | undefined;

  /** The rows that `lines` complete. */
  push(lines: readonly TextLine[]): readonly TableRow[] {
    this.#lines = this.#lines.length === 0 ? lines : [...this.#lines, ...lines];
    if (this.#rowCount === 0 && isSchemaLine(this.#lines[0]?.text ?? '')) {
      this.#rowCount = 1;
      this.#lines = this.#lines.slice(1);
    }
    const declared = this.#rowCount === 0 ? declaredDelimiter(this.#lines[0]?.text ?? '') : undefined;
    if (declared !== undefined) {
      // Excel does not show this line as a row.
      this.#delimiter = declared;
      this.#lines = this.#lines.slice(1);
    }
    return this.#takeRows(false);
  }

  /** The rows that are left when no more lines come. */
  end(): readonly TableRow[] {
    return this.#takeRows(true);
  }

  #takeRows(isEnd: boolean): readonly TableRow[] {
    const rows: TableRow[] = [];
    let plain: string[] = [];
    const parsePlain = () => {
      for (const row of this.#parse(plain)) rows.push(row);
      plain = [];
    };
    let from = 0;
    while (from < this.#lines.length) {
      const record = takeRecord(this.#lines, from, isEnd);
      if (record === 'waits') break;
      if (record?.lineCount === 1) {
        plain.push(record.text);
        from += 1;
        continue;
      }
      parsePlain();
      const row = record && this.#parse([record.text])[0];
      if (record && row && 'cells' in row) {
        rows.push(row);
        from += record.lineCount;
      } else {
        const text = this.#lines[from]?.text ?? '';
        const broken = text.length > MAX_RECORD_CHARS ? 'too-long' : 'quotes';
        rows.push({ row: row?.row ?? this.#nextRow(), broken, text });
        from += 1;
      }
    }
    parsePlain();
    this.#lines = this.#lines.slice(from);
    return rows;
  }

  #parse(records: readonly string[]): readonly TableRow[] {
    const delimiter = this.#delimiterOf(records);
    const split = records.map((text) => (text.includes('"') ? splitQuoted(text, delimiter) : text.split(delimiter)));
    const oddCells = parseRecords(
      records.filter((_, index) => split[index] === undefined),
      delimiter,
    ).values();
    return records.map((text, index) => {
      const row = this.#nextRow();
      const cells = split[index] ?? oddCells.next().value;
      return cells ? { row, cells } : { row, broken: 'quotes', text };
    });
  }

  #delimiterOf(records: readonly string[]): Delimiter {
    // A title above the headings may have none, and would be cut alike by any.
    const header = this.#delimiter === undefined ? records.find(hasDelimiter) : undefined;
    if (header !== undefined) this.#delimiter = detectDelimiter(header);
    return this.#delimiter ?? ',';
  }

  #nextRow(): number {
    this.#rowCount += 1;
    return this.#rowCount;
  }
}

/** The record that starts at a line: as many lines as it takes until every quote has its partner. */
function takeRecord(lines: readonly TextLine[], from: number, isEnd: boolean): TakenRecord {
  let text = '';
  let isOpen = false;
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index];
    text += line?.text ?? '';
    if (text.length > MAX_RECORD_CHARS) return undefined;
    if (countQuotes(line?.text ?? '') % 2 === 1) isOpen = !isOpen;
    if (!isOpen) return { text, lineCount: index - from + 1 };
    text += line?.end ?? '';
  }
  return isEnd ? undefined : 'waits';
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}
