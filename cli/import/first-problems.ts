import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';

/** One line of a list of problems, in the stage's language. */
export interface ListedProblem {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly explanation: string;
}

const shown = 10;

/** The first problems of a list as import writes it; the rest is not read. */
export async function firstProblems(list: Readable): Promise<readonly ListedProblem[]> {
  const problems: ListedProblem[] = [];
  // The heading is the first record.
  const records = list.pipe(parse({ bom: true, from: 2, to: shown + 1, relax_column_count: true }));
  list.on('error', (error) => records.destroy(error));
  for await (const [file = '', row = '', column = '', , explanation = ''] of records) {
    problems.push({ file, row: Number(row), column, explanation });
  }
  list.destroy();
  return problems;
}
