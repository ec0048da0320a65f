import type { LocalizedText } from '../../locale.ts';
import { readAddress } from './cell-address.ts';
import { type CellRules, readCell } from './read-cell.ts';
import { readXml } from './read-xml.ts';
import { RichText } from './rich-text.ts';
import { MAX_COLUMNS, MAX_ROWS } from './workbook-limits.ts';
import { damaged } from './workbook-problems.ts';

/** One cell that is not empty. `column` counts from 1. */
export interface SheetCell {
  readonly column: number;
  readonly text: string;
  readonly wrong?: LocalizedText;
}

/** One row that has a cell which is not empty; `row` as Excel shows it. Cells are in the order of their columns. */
export interface SheetRow {
  readonly row: number;
  readonly isHidden: boolean;
  readonly cells: readonly SheetCell[];
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  isFormula: boolean;
  value: string | undefined;
  inline: RichText | undefined;
}

/** The rows of a sheet, some at a time. Throws UnreadableFile when rows or cells are where a sheet cannot have them. */
export async function* readSheetRows(
  bytes: AsyncIterable<Uint8Array>,
  rules: CellRules,
): AsyncGenerator<readonly SheetRow[]> {
  const reader = new SheetReader(rules);
  for await (const _ of readXml(bytes, reader)) {
    const rows = reader.takeRows();
    if (rows.length > 0) yield rows;
  }
  // The parser mends what is cut off; a sheet without its end was not mended but lost.
  if (!reader.isComplete) throw damaged();
}

class SheetReader {
  readonly #rules: CellRules;
  #rows: SheetRow[] = [];
  #row = 0;
  #isHidden = false;
  #cells: SheetCell[] = [];
  #column = 0;
  #cell: OpenCell | undefined;
  #isValue = false;
  #isInSheetData = false;
  isComplete = false;

  constructor(rules: CellRules) {
    this.#rules = rules;
  }

  takeRows(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheetData') this.#isInSheetData = true;
    if (!this.#isInSheetData) return;
    if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (this.#cell === undefined) return;
    else if (name === 'v') this.#isValue = true;
    else if (name === 'f') this.#cell.isFormula = true;
    else if (name === 'is') this.#cell.inline = new RichText();
    else this.#cell.inline?.open(name);
    if (name === 'v' && this.#cell !== undefined) this.#cell.value ??= '';
  }

  text(text: string): void {
    if (this.#cell === undefined) return;
    if (this.#isValue) this.#cell.value += text;
    else this.#cell.inline?.text(text);
  }

  close(name: string): void {
    if (name === 'v') this.#isValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (name === 'sheetData') {
      this.#isInSheetData = false;
      this.isComplete = true;
    } else this.#cell?.inline?.close(name);
  }

  #openRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const row = r === undefined ? this.#row + 1 : Number(r);
    if (!Number.isInteger(row) || row <= this.#row || row > MAX_ROWS) throw damaged();
    this.#row = row;
    this.#isHidden = hidden === '1' || hidden === 'true';
    this.#cells = [];
    this.#column = 0;
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#column + 1 : readAddress(r)?.column;
    if (column === undefined || column <= this.#column || column > MAX_COLUMNS) throw damaged();
    this.#column = column;
    this.#cell = {
      column,
      type: t ?? 'n',
      style: Number(s ?? 0),
      isFormula: false,
      value: undefined,
      inline: undefined,
    };
  }

  #closeCell(): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    const read = readCell({ ...cell, inline: cell.inline?.value() }, this.#rules);
    if (read.text.trim() !== '' || 'wrong' in read) this.#cells.push({ column: cell.column, ...read });
    this.#cell = undefined;
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push({ row: this.#row, isHidden: this.#isHidden, cells: this.#cells });
    this.#cells = [];
  }
}
