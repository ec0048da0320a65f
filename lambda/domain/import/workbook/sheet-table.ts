import type { LocalizedText } from '../../locale.ts';
import { type RowProblem, warning } from '../import-problem.ts';
import type { TableRow, WrongCell } from '../row-reader.ts';
import { columnLetters } from './cell-address.ts';
import type { MergedBlock } from './merged-cells.ts';
import type { SheetRow } from './read-sheet-rows.ts';
import { damaged } from './workbook-problems.ts';

/**
 * Makes rows of a table out of the rows of a sheet. The first one is the heading, and as wide as its last cell; cells
 * right of it are not read. A cell of a merged block that is not its first has no value of its own, which is not the same as an
 * empty one: its row is rejected rather than guessed.
 */
export class SheetTable {
  readonly #blocks: MergedBlock[];
  #nextBlock = 0;
  #openBlocks: readonly MergedBlock[] = [];
  #width = 0;
  #untold: ((row: number) => RowProblem)[] = [];
  #hasTold = { hidden: false, beyond: false };

  constructor(blocks: readonly MergedBlock[]) {
    this.#blocks = blocks.toSorted((one, other) => one.top - other.top);
  }

  /** A warning that goes with the next row. */
  tell(problem: (row: number) => RowProblem): void {
    this.#untold.push(problem);
  }

  /** Rows must come in their order. */
  take({ row, isHidden, cells }: SheetRow): TableRow {
    const isHeading = this.#width === 0;
    if (isHeading) this.#width = cells.at(-1)?.column ?? 0;
    const texts = new Array<string>(this.#width).fill('');
    const wrongCells: WrongCell[] = [];
    for (const { column, text, wrong } of cells) {
      if (column > this.#width) {
        this.#tellOnce('beyond', (at) => warning(at, columnLetters(column), text, beyondHeadings));
        break;
      }
      texts[column - 1] = text;
      if (wrong) wrongCells.push({ index: column - 1, explanation: wrong });
    }
    if (isHidden) this.#tellOnce('hidden', (at) => warning(at, '', '', hiddenRow));
    if (!isHeading) wrongCells.push(...this.#coveredCells(row));
    const warnings = this.#untold.map((problem) => problem(row));
    this.#untold = [];
    return {
      row,
      cells: texts,
      ...(wrongCells.length > 0 && { wrongCells }),
      ...(warnings.length > 0 && { warnings }),
    };
  }

  #tellOnce(what: 'hidden' | 'beyond', problem: (row: number) => RowProblem): void {
    if (!this.#hasTold[what]) this.tell(problem);
    this.#hasTold[what] = true;
  }

  #coveredCells(row: number): readonly WrongCell[] {
    const begun: MergedBlock[] = [];
    for (; (this.#blocks[this.#nextBlock]?.top ?? Infinity) <= row; this.#nextBlock += 1) {
      const block = this.#blocks[this.#nextBlock];
      if (block !== undefined && block.left <= this.#width) begun.push(block);
    }
    if (begun.length === 0 && this.#openBlocks.length === 0) return [];
    this.#openBlocks = [...this.#openBlocks, ...begun].filter(({ bottom }) => bottom >= row);
    // Blocks never overlap, so that a row has no more of them than columns.
    if (this.#openBlocks.length > this.#width) throw damaged();
    return this.#openBlocks.flatMap(({ top, left, right }) => {
      const first = top === row ? left + 1 : left;
      const count = Math.max(0, Math.min(right, this.#width) - first + 1);
      return Array.from({ length: count }, (_, index) => ({ index: first - 1 + index, explanation: covered }));
    });
  }
}

const covered: LocalizedText = {
  ja: '結合されたセルの一部で、この行の値がありません。セルの結合を解除し、各行に値を入れてください。',
  en: 'The cell is part of a merged one and has no value of its own. Unmerge it and give each row its value.',
};

const hiddenRow: LocalizedText = {
  ja: '非表示の行（フィルターで隠れている行など）も読みました。不要なら、行を削除してください。',
  en: 'Hidden rows, as those behind a filter, were read too. Delete them if they are not wanted.',
};

const beyondHeadings: LocalizedText = {
  ja: '見出しのない列に値があります。この列から右は、どの行も読んでいません。必要なら、見出しを入れてください。',
  en: 'The column has values but no heading. It and those right of it were not read, in any row. Give it a heading if it is needed.',
};
