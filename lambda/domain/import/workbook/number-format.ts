/**
 * How a number is shown. `zeros` is a mask such as `00000` or `000-0000`, by which ids and postcodes keep their leading zeros,
 * and what stands before it (`"C"0000`).
 */
export type NumberFormat =
  | { readonly shows: 'number' }
  | { readonly shows: 'date' | 'date-time' | 'time' | 'elapsed' }
  | { readonly shows: 'zeros'; readonly mask: string; readonly prefix: string };

// ECMA-376-1 18.8.30: formats that have a number and no code. 27–36 and 50–58 are those of Japanese Excel.
const DATES = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 47]);
const DATE_TIME = 22;
const ELAPSED = 46;

/** What a cell's number format makes of its number: by its code when the workbook has one, else by its built-in number. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code !== undefined) return readCode(code);
  if (DATES.has(id)) return { shows: 'date' };
  if (TIMES.has(id)) return { shows: 'time' };
  if (id === DATE_TIME) return { shows: 'date-time' };
  return { shows: id === ELAPSED ? 'elapsed' : 'number' };
}

function readCode(code: string): NumberFormat {
  // The first section is the one for positive numbers.
  const [section = ''] = withoutLiterals(code).split(';');
  const mask = section.replace(/^(?:\[[^[\]]*\])+/, '');
  if (/^0[0-]*0$/.test(mask)) return { shows: 'zeros', mask, prefix: prefixOf(code) };
  const isElapsed = /\[(?:h+|m+|s+)\]/i.test(section);
  const letters = section.replace(/\[[^[\]]*\]|e[+-]/gi, '').toLowerCase();
  // 標準, General and so on: words, not letters of a date.
  if (/general|標準/.test(letters)) return { shows: 'number' };
  const hasDay = /[ydegb]|a{3}/.test(letters.replace(/am\/pm|a\/p/g, ''));
  const hasTime = /[hs]/.test(letters);
  if (isElapsed) return { shows: 'elapsed' };
  if (hasDay) return { shows: hasTime ? 'date-time' : 'date' };
  if (hasTime) return { shows: 'time' };
  return { shows: letters.includes('m') ? 'date' : 'number' };
}

/** The texts, quoted or escaped, before the first digit. */
function prefixOf(code: string): string {
  const before = /^(?:"[^"]*"|\\.|\[[^[\]]*\])*/.exec(code)?.[0] ?? '';
  return before.replace(/\[[^[\]]*\]/g, '').replace(/"([^"]*)"|\\(.)/g, '$1$2');
}

/** Without quoted texts, escaped characters, and the blanks and fills that `_` and `*` make. */
function withoutLiterals(code: string): string {
  return code.replace(/"[^"]*"?|[\\_*]./g, '');
}
