import type { RecordTypeModel } from '../../records/record-model.ts';
import { warning } from '../import-problem.ts';
import type { TableRow } from '../row-reader.ts';
import { belowTitles, skipTitles } from '../skip-titles.ts';
import { chooseSheet, otherSheets } from './choose-sheet.ts';
import { readMergedBlocks } from './merged-cells.ts';
import { openPackage, type PackagePart } from './open-package.ts';
import type { CellRules } from './read-cell.ts';
import { readContents, type Sheet } from './read-contents.ts';
import { readSharedStrings } from './read-shared-strings.ts';
import { readSheetRows, type SheetRow } from './read-sheet-rows.ts';
import { readStyles } from './read-styles.ts';
import { SheetTable } from './sheet-table.ts';
import { unpack } from './unpack.ts';
import { MAX_HELD_BYTES, MAX_SHEET_BYTES } from './workbook-limits.ts';

/**
 * The rows of an Excel workbook (.xlsx, .xlsm), some at a time: of the sheet with one of `sheetNames`, else of the first
 * visible one that is not empty. With `type`, titles above its headings are left out. Its rows stream; the file and its
 * texts are held. Throws UnreadableFile, and for damage before the first row.
 */
export async function* readWorkbook(
  bytes: Uint8Array,
  sheetNames: readonly string[],
  type: RecordTypeModel | undefined,
): AsyncGenerator<readonly TableRow[]> {
  const contents = await readContents(await openPackage(bytes));
  const rules: CellRules = {
    is1904: contents.is1904,
    strings: contents.strings === undefined ? [] : await readSharedStrings(held(contents.strings)),
    formats: contents.styles === undefined ? [] : await readStyles(held(contents.styles)),
  };
  const choice = await chooseSheet(contents.sheets, sheetNames, (sheet) => hasCells(sheet, rules));
  if (choice === undefined) return;
  const { sheet, others } = choice;
  const table = new SheetTable(await readMergedBlocks(unpack(sheet.part, MAX_SHEET_BYTES)));
  if (others.length > 0) table.tell((row) => warning(row, '', '', otherSheets(sheet.name, others)));
  const sheetRows = skipTitles(readSheetRows(unpack(sheet.part, MAX_SHEET_BYTES), rules), type, {
    cellsOf: textsOf,
    headingBelow(heading) {
      table.tell(belowTitles);
      return heading;
    },
  });
  for await (const rows of sheetRows) {
    yield rows.map((row) => (rules.is1904 ? { ...table.take(row), isFrom1904: true } : table.take(row)));
  }
}

function textsOf({ cells }: SheetRow): readonly string[] {
  const texts = new Array<string>(cells.at(-1)?.column ?? 0).fill('');
  for (const { column, text } of cells) texts[column - 1] = text;
  return texts;
}

async function hasCells({ part }: Sheet, rules: CellRules): Promise<boolean> {
  for await (const rows of readSheetRows(unpack(part, MAX_SHEET_BYTES), rules)) return rows.length > 0;
  return false;
}

function held(part: PackagePart): AsyncIterable<Uint8Array> {
  return unpack(part, MAX_HELD_BYTES);
}
