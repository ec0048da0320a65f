const delimiters = [',', '\t', ';'] as const;

/** What stands between the cells of a table. */
export type Delimiter = (typeof delimiters)[number];

/** The delimiter that a header line uses most, outside of quotes; a comma when it has none. */
export function detectDelimiter(headerText: string): Delimiter {
  const unquoted = headerText.replace(/"[^"]*"/g, '');
  const count = (delimiter: Delimiter) => unquoted.split(delimiter).length;
  return delimiters.reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}
