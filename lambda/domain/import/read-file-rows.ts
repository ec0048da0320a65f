import { trimWide } from '../records/read-field.ts';
import type { NewRecord } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import { type RowProblem, rejection } from './import-problem.ts';
import { exportedValue } from './known-exports.ts';
import { type Column, keyOf } from './map-header.ts';
import { readHeader } from './read-header.ts';
import { type RowRules, readRow } from './read-row.ts';
import { readRows } from './read-rows.ts';
import { isBlankRow } from './read-table.ts';
import { whyNotAnId } from './record-id.ts';
import type { TableRow } from './row-reader.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** What a file says, row by row in its order; a blank row says nothing. `problems` of a record are warnings. */
export type FileRow =
  /** Comes first, if at all. `labels`: the heading of each field's column, by key. */
  | {
      readonly kind: 'heading';
      readonly row: number;
      readonly labels: ReadonlyMap<string, string>;
      readonly extraColumns: readonly string[];
      readonly problems: readonly RowProblem[];
    }
  | {
      readonly kind: 'record';
      readonly row: number;
      readonly record: NewRecord;
      readonly problems: readonly RowProblem[];
    }
  /** `id`: the record that it is about, where that can be said for certain. */
  | {
      readonly kind: 'rejected';
      readonly row: number;
      readonly id: string | undefined;
      readonly problems: readonly RowProblem[];
    }
  /** The file, or what is left of it, cannot be read at all. Comes last. */
  | { readonly kind: 'unreadable'; readonly row: number; readonly problems: readonly RowProblem[] };

/** A file and how it is read. `after`: rows up to this one are passed over, as they are done; the heading is not. */
export interface FileReading {
  readonly file: string;
  readonly type: RecordTypeModel;
  readonly timeZone: string;
  readonly after?: number;
}

/** Reads a table for a type, some rows at a time. Reading it again says the same again; memory stays bounded. */
export async function* readFileRows(
  { file, type, timeZone, after = 0 }: FileReading,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly FileRow[]> {
  let rules: RowRules | undefined;
  try {
    for await (const tableRows of readRows(file, bytes, type)) {
      const rows: FileRow[] = [];
      for (const tableRow of tableRows) {
        if (rules !== undefined) {
          if (tableRow.row > after) rows.push(...readBodyRow(tableRow, rules));
          continue;
        }
        if (isBlankRow(tableRow)) continue;
        const { row } = tableRow;
        const header = readHeader(type, tableRow);
        if (!header.ok) return yield [...rows, { kind: 'unreadable', row, problems: [header.problem] }];
        const { columns, covers, extraColumns, warnings } = header.header;
        rules = { type, columns, timeZone, covers };
        const problems = [...warningsOf(tableRow), ...warnings];
        rows.push({ kind: 'heading', row, labels: labelsOf(columns), extraColumns, problems });
      }
      yield rows;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return yield [{ kind: 'unreadable', row: 1, problems: [rejection(1, '', '', error.explanation)] }];
  }
  if (rules === undefined) yield [{ kind: 'unreadable', row: 1, problems: [emptyFile] }];
}

function readBodyRow(tableRow: TableRow, rules: RowRules): readonly FileRow[] {
  const { row } = tableRow;
  const reading = readRow(tableRow, rules);
  if (reading.kind === 'record')
    return [{ kind: 'record', row, record: reading.record, problems: warningsOf(tableRow) }];
  if (reading.kind === 'blank') return [];
  const problems = [...reading.problems, ...warningsOf(tableRow)];
  return [{ kind: 'rejected', row, id: idOf(tableRow, rules.columns), problems }];
}

/** The id of a row that was rejected for something else. Cells too many or too few may have shifted it. */
function idOf(tableRow: TableRow, columns: readonly Column[]): string | undefined {
  const index = columns.findIndex(({ holds }) => holds === 'id');
  if (!('cells' in tableRow) || tableRow.wrongCells?.some((each) => each.index === index)) return undefined;
  const { cells } = tableRow;
  if (cells.length < columns.length || cells.slice(columns.length).some((cell) => cell.trim() !== '')) return undefined;
  const id = trimWide(exportedValue(cells[index] ?? ''));
  return whyNotAnId(id) === undefined ? id : undefined;
}

function warningsOf(tableRow: TableRow): readonly RowProblem[] {
  return 'cells' in tableRow ? (tableRow.warnings ?? []) : [];
}

function labelsOf(columns: readonly Column[]): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap((column) => {
      const key = keyOf(column);
      return key === undefined ? [] : [[key, column.label] as const];
    }),
  );
}

const emptyFile: RowProblem = rejection(1, '', '', {
  ja: 'ファイルが空です。1行目に列の見出しを入れてください。',
  en: 'The file is empty. Put the column headings in its first row.',
});
