import { parse } from 'csv-parse/sync';
import { isWarningLine } from '../../lambda/domain/import/format-import-errors.ts';

/** What an error file lists. */
export interface ImportProblemCounts {
  /** Rows that were not taken; a row with several mistakes counts once, a file that could not be read as one. */
  readonly rejected: number;
  readonly warnings: number;
}

/** Counts the problems of an import's error file, given as text with its heading. */
export function countImportProblems(csv: string): ImportProblemCounts {
  const lines = parse(csv, { bom: true, from: 2, relax_column_count: true });
  const warnings = lines.filter(isWarningLine);
  const rejected = lines.filter((line) => !isWarningLine(line)).map(([file, row]) => JSON.stringify([file, row]));
  return { rejected: new Set(rejected).size, warnings: warnings.length };
}
