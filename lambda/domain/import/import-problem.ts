import type { LocalizedText } from '../locale.ts';

/** Something in an imported file that a person should see to. A `warning` rejects nothing. */
export interface ImportProblem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** As Excel shows it; 1, the heading row, when it is about the file as a whole. */
  readonly row: number;
  /** The column's heading as the file has it; '' when it is about the row as a whole. */
  readonly column: string;
  readonly value: string;
  /** What is wrong and what to do. */
  readonly explanation: LocalizedText;
}

/** A problem as the reader of rows sees it, who does not know the file's name. */
export type RowProblem = Omit<ImportProblem, 'file'>;

const MAX_VALUE_CHARS = 200;

/** A problem that rejects its row, or in row 1 the file. Long values are cut. */
export function rejection(row: number, column: string, value: string, explanation: LocalizedText): RowProblem {
  return { severity: 'error', row, column, value: shorten(value), explanation };
}

/** A problem that rejects nothing. */
export function warning(row: number, column: string, value: string, explanation: LocalizedText): RowProblem {
  return { severity: 'warning', row, column, value: shorten(value), explanation };
}

function shorten(value: string): string {
  return value.length > MAX_VALUE_CHARS ? `${value.slice(0, MAX_VALUE_CHARS)}…` : value;
}
