import type { Problem } from '../campaign/problem.ts';
import type { LocalizedText } from '../locale.ts';

/** A place in a file, lines and columns from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Gathers problems. The same one at the same place counts once: a partial may be used many times. */
export class ProblemList {
  readonly #problems = new Map<string, Problem>();
  readonly #settled = new Set<string>();
  readonly #unknownNames = new Set<string>();

  add({ file, line, column }: Place, message: LocalizedText): void {
    if (this.#settled.has(`${file}:${line}`)) return;
    this.#problems.set(`${file}:${line}:${column}:${message.en}`, { file, line, column, message });
  }

  /** A name that stands for nothing here, though data yet to come may bring a column of that name. */
  addUnknown(place: Place, name: string, message: LocalizedText): void {
    const before = this.#problems.size;
    this.add(place, message);
    if (this.#problems.size > before) this.#unknownNames.add(name);
  }

  /** Takes no more problems of a line: what else is found there comes from what was reported already. */
  settle(file: string, line: number): void {
    this.#settled.add(`${file}:${line}`);
  }

  get isEmpty(): boolean {
    return this.#problems.size === 0;
  }

  get unknownNames(): readonly string[] {
    return [...this.#unknownNames];
  }

  /** In the order of files as they were met, then of places. */
  sorted(): readonly Problem[] {
    const problems = [...this.#problems.values()];
    const files = [...new Set(problems.map((problem) => problem.file))];
    return problems.sort(
      (left, right) =>
        files.indexOf(left.file) - files.indexOf(right.file) || left.line - right.line || left.column - right.column,
    );
  }
}

/** The place of an offset (from 0) in a text that begins on `firstLine` of a file. */
export function placeIn(file: string, text: string, offset: number, firstLine = 1): Place {
  const before = text.slice(0, offset).split('\n');
  return { file, line: firstLine + before.length - 1, column: (before.at(-1) ?? '').length + 1 };
}
