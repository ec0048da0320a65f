import type { ImportProblem, RowProblem } from './import-problem.ts';

type ImportCounts = Pick<ImportSummary, 'created' | 'updated' | 'unchanged' | 'rejected'>;

/** What an import came to. `problems` is in the file's order; of very many, the rest is only counted. */
export interface ImportSummary {
  readonly file: string;
  /** The record type, `event`, or undefined when the file could not be placed. */
  readonly type: string | undefined;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows not taken; a file that cannot be read at all counts as one. */
  readonly rejected: number;
  readonly problems: readonly ImportProblem[];
  readonly problemsLeftOut: number;
}

const MAX_PROBLEMS = 50_000;

/** Counts while a file is read. */
export class ImportTally {
  readonly #file: string;
  readonly #type: string | undefined;
  readonly #counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  readonly #problems: ImportProblem[] = [];
  #leftOut = 0;

  constructor(file: string, type: string | undefined) {
    this.#file = file;
    this.#type = type;
  }

  add({ created, updated, unchanged, rejected }: ImportCounts): void {
    this.#counts.created += created;
    this.#counts.updated += updated;
    this.#counts.unchanged += unchanged;
    this.#counts.rejected += rejected;
  }

  /** A row (or the file) that is not taken, and why. */
  reject(problems: readonly RowProblem[]): void {
    this.#counts.rejected += 1;
    this.tell(problems);
  }

  /** Problems that reject nothing. */
  tell(problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ ...problem, file: this.#file });
      else this.#leftOut += 1;
    }
  }

  summary(): ImportSummary {
    const problems = this.#problems.toSorted((one, other) => one.row - other.row);
    return { file: this.#file, type: this.#type, ...this.#counts, problems, problemsLeftOut: this.#leftOut };
  }
}
