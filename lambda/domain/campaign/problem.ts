import type { Locale, LocalizedText } from '../locale.ts';

/** Something wrong in a campaign file, with its place (from 1) and what to do about it, in every language. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: LocalizedText;
}

/** `file:line:column: message`, the form that editors link. */
export function formatProblem(problem: Problem, locale: Locale): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message[locale]}`;
}
