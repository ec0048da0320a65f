import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { isWarningLine } from '../../lambda/domain/import/format-import-errors.ts';

/** One line of a list of problems, in the stage's language. */
export interface ListedProblem {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly explanation: string;
}

const shown = 10;

/**
 * The first problems of a list as import writes it: those that rejected something or, where nothing was rejected, those
 * that somebody should look at. The rest is not kept.
 */
export async function firstProblems(list: Readable, hasRejected: boolean): Promise<readonly ListedProblem[]> {
  const problems: ListedProblem[] = [];
  // The heading is the first record.
  const records = list.pipe(parse({ bom: true, from: 2, relax_column_count: true }));
  list.on('error', (error) => records.destroy(error));
  for await (const cells of records) {
    if (hasRejected && isWarningLine(cells)) continue;
    const [file = '', row = '', column = '', , explanation = ''] = cells;
    problems.push({ file, row: Number(row), column, explanation });
    if (problems.length === shown) break;
  }
  list.destroy();
  return problems;
}
