import { csvBom, toCsvLines } from '../csv-text.ts';
import type { Locale, LocalizedText } from '../locale.ts';
import type { ImportProblem } from './import-problem.ts';

const headings: Readonly<Record<Locale, readonly string[]>> = {
  ja: ['ファイル', '行', '列', '値', '説明'],
  en: ['file', 'row', 'column', 'value', 'what to do'],
};

const warningMark: LocalizedText = { ja: '【注意】', en: 'Note: ' };

/**
 * `import-errors.csv`: one line per problem, for Excel (BOM, CRLF). What would be a formula there gets a leading `'`
 * (OWASP: CSV injection).
 */
export function formatImportErrors(problems: readonly ImportProblem[], locale: Locale, leftOut = 0): string {
  const rest = leftOut === 0 ? '' : toCsvLines([['', '', '', '', more(leftOut)[locale]]]);
  return importErrorsHeading(locale) + importErrorLines(problems, locale) + rest;
}

/** How the file begins, for those who write it piece by piece. */
export function importErrorsHeading(locale: Locale): string {
  return csvBom + toCsvLines([headings[locale]]);
}

/** The lines of some problems. */
export function importErrorLines(problems: readonly ImportProblem[], locale: Locale): string {
  return toCsvLines(
    problems.map(({ severity, file, row, column, value, explanation }) => [
      file,
      String(row),
      column,
      value,
      (severity === 'warning' ? warningMark[locale] : '') + explanation[locale],
    ]),
  );
}

/** True for the cells of a line about a row that was taken all the same, in either language. */
export function isWarningLine(cells: readonly string[]): boolean {
  return Object.values(warningMark).some((mark) => cells[4]?.startsWith(mark));
}

function more(count: number): LocalizedText {
  return { ja: `ほかに${count}件の問題があります。`, en: `There are ${count} more problems.` };
}
