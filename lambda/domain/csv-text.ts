import { stringify } from 'csv-stringify/sync';

/** What Excel needs at the start of a file to take it for UTF-8. */
export const csvBom = '\ufeff';

/**
 * Lines of a CSV file for Excel (CRLF), without the BOM that a file begins with. What would be a formula there gets a
 * leading `'` (OWASP: CSV injection). Every table that we write for people is made here.
 */
export function toCsvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: '\r\n',
      escape_formulas: true,
      // Left to itself it quotes its own record delimiter only, and Excel ends a row at a lone CR or LF too.
      quoted_match: /[\r\n\t]/,
    },
  );
}

/** A whole CSV file for Excel: BOM, and the rows as `toCsvLines` makes them. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return csvBom + toCsvLines(rows);
}
