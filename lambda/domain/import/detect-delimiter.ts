const delimiters = [',', '\t', ';'] as const;

/** What stands between the cells of a table. */
export type Delimiter = (typeof delimiters)[number];

/** The delimiter that a header line uses most, outside of quotes; a comma when it has none. */
export function detectDelimiter(headerText: string): Delimiter {
  const unquoted = withoutQuoted(headerText);
  const count = (delimiter: Delimiter) => unquoted.split(delimiter).length;
  return delimiters.reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}

/** Whether a record has any delimiter outside of quotes. */
export function hasDelimiter(record: string): boolean {
  const unquoted = withoutQuoted(record);
  return delimiters.some((each) => unquoted.includes(each));
}

/** What the first line of a file says that was made for Excel: `sep=;`. Undefined for any other line. */
export function declaredDelimiter(line: string): Delimiter | undefined {
  const sign = /^\uFEFF?"?sep=([,;\t])"?[,;\t]*$/i.exec(line)?.[1];
  return delimiters.find((each) => each === sign);
}

function withoutQuoted(text: string): string {
  return text.replace(/"[^"]*"/g, '');
}
