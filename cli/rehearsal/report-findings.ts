import { formatProblem } from '../../lambda/domain/campaign/problem.ts';
import { note } from '../print.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Says on stderr what could not be read or published; true when there was anything. */
export function reportFindings({ manifest, imports, tools }: Rehearsal): boolean {
  const { locale } = tools.stage;
  for (const { problems } of Object.values(manifest.rejected)) {
    for (const problem of problems) note(formatProblem(problem, locale));
  }
  for (const { file, problems } of imports) {
    for (const { row, column, explanation } of problems) {
      note(`${file}:${row}:${column === '' ? '' : ` ${column}:`} ${explanation[locale]}`);
    }
  }
  return Object.keys(manifest.rejected).length > 0 || imports.some(({ rejected }) => rejected > 0);
}
