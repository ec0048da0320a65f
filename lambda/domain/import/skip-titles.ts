import type { RecordTypeModel } from '../records/record-model.ts';
import { type RowProblem, warning } from './import-problem.ts';
import { mapHeader } from './map-header.ts';

/** How rows of a kind are looked into. */
export interface TitleTools<Row> {
  /** What is in a row. */
  readonly cellsOf: (row: Row) => readonly string[];
  /** The heading row as it is to go on when rows above it were left out. */
  readonly headingBelow: (heading: Row) => Row;
}

/** Rows that may stand above the headings, blank ones not counted. */
const MOST_TITLES = 20;

/**
 * The same rows without what people put above a table: its title, who made it, headings over several columns. They are left
 * out only where the first row is no heading row of the type, a later one is, and all above it have fewer cells filled.
 * Blank rows before the headings are left out in any case.
 */
export async function* skipTitles<Row>(
  batches: AsyncIterable<readonly Row[]>,
  type: RecordTypeModel | undefined,
  { cellsOf, headingBelow }: TitleTools<Row>,
): AsyncGenerator<readonly Row[]> {
  let above: Row[] = [];
  let widest = 0;
  let isSettled = type === undefined;
  for await (const batch of batches) {
    if (isSettled || type === undefined) {
      yield batch;
      continue;
    }
    const rows: Row[] = [];
    for (const row of batch) {
      const cells = isSettled ? [] : cellsOf(row);
      const filled = cells.filter((cell) => cell.trim() !== '').length;
      if (isSettled) rows.push(row);
      else if (filled === 0) continue;
      else if (filled > widest && isHeading(type, cells, above.length > 0)) {
        rows.push(above.length > 0 ? headingBelow(row) : row);
        isSettled = true;
      } else {
        above.push(row);
        widest = Math.max(widest, filled);
        isSettled = above.length > MOST_TITLES;
        if (isSettled) rows.push(...above);
      }
    }
    if (isSettled) above = [];
    if (rows.length > 0) yield rows;
  }
  if (above.length > 0) yield above;
}

/** What to tell of a heading row with others above it. */
export function belowTitles(row: number): RowProblem {
  return warning(row, '', '', {
    ja: `${row}行目を見出しとして読みました。それより上の行は読んでいません。上の行が表題なら、このままで構いません。`,
    en: `Row ${row} was read as the headings, and the rows above it were not read. If they are a title, all is well.`,
  });
}

function isHeading(type: RecordTypeModel, cells: readonly string[], mustName: boolean): boolean {
  const result = mapHeader(type, 1, cells);
  return result.ok && (!mustName || result.header.columns.some(({ holds }) => holds === 'field'));
}
