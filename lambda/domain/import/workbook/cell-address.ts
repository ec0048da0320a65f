/** A cell's place, counted from 1. */
export interface CellAddress {
  readonly row: number;
  readonly column: number;
}

/** Reads `B12`; undefined when it is none. `$` signs do not count. */
export function readAddress(text: string): CellAddress | undefined {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(text);
  if (match === null) return undefined;
  const [, letters = '', row] = match;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(row), column };
}

/** The letters of a column: 28 is AB. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
