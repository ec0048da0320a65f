import { parentPort, workerData } from 'node:worker_threads';
import type { FoundRegex } from './regexes-in.ts';

/** What the worker is given: expressions, and how long the strings are that each of them is tried on. */
export interface PumpTask {
  readonly regexes: readonly FoundRegex[];
  /** For every repeated piece, between others: expressions that take exponential time never end. */
  readonly short: number;
  /** For pieces repeated by themselves: nor do those that take the square. */
  readonly long: number;
}

const { regexes, short, long }: PumpTask = workerData;
for (const { at, source, flags } of regexes) {
  parentPort?.postMessage(`${at} ${source}`);
  const pieces = piecesOf(source);
  const starts = ['', ...pieces.runs];
  // `test` of a sticky expression looks at one place only; scanners call it place after place.
  const regex = new RegExp(source, flags.replace(/[gy]/g, ''));
  for (const unit of [...pieces.runs, ...pieces.characters]) {
    for (const start of starts) regex.test(`${start}${repeated(unit, short)}\u0000!`);
    for (const other of pieces.characters) regex.test(`${repeated(unit + other, short)}\u0000!`);
    regex.test(`${repeated(unit, long)}\u0000!`);
  }
}

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length));
}

/** What an expression speaks of: runs of literal characters, and characters of its own and of common classes. */
function piecesOf(source: string): { readonly runs: readonly string[]; readonly characters: readonly string[] } {
  const plain = source
    .replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(')
    .replace(
      /\\[dDwWsSbB]|\\[pP]\{[^}]*\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\{\d+(?:,\d*)?\}|\[(?:\\.|[^\]\\])*\]/gi,
      '\uE001',
    )
    .replace(/\\(.)/g, '$1\uE002');
  // An escaped character is marked by what follows it; unescaped ones of the syntax part the runs.
  const runs = plain
    .split(/[\uE001|()?*+^$.](?!\uE002)/)
    .map((run) => run.replaceAll('\uE002', ''))
    .filter((run) => run !== '');
  const own = [...source.replace(/\\[a-zA-Z]/g, '')].filter((each) => !/[\\^$*+?()|]/.test(each));
  const characters = [...new Set([...' \t\na0A.-"\'{<あ', ...own])];
  // What stands side by side but for something optional or repeated.
  const neighbours = runs.slice(1).map((run, index) => (runs[index] ?? '') + run);
  return { runs: [...new Set([...runs, ...neighbours])], characters };
}
