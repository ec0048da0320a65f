import type { LocalizedText } from '../locale.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import { rejection } from './import-problem.ts';
import { mapHeader } from './map-header.ts';
import type { TableRow } from './row-reader.ts';

/** Reads the heading row of a file, which is its first row that is not blank, for a type: what `mapHeader` says of it. */
export function readHeader(type: RecordTypeModel, tableRow: TableRow): ReturnType<typeof mapHeader> {
  const { row } = tableRow;
  if (!('cells' in tableRow)) return { ok: false, problem: rejection(row, '', tableRow.text, brokenHeader) };
  const { cells, otherNames, wrongCells } = tableRow;
  const [wrong] = wrongCells ?? [];
  if (wrong !== undefined)
    return { ok: false, problem: rejection(row, '', cells[wrong.index] ?? '', wrong.explanation) };
  return mapHeader(type, row, cells, otherNames);
}

const brokenHeader: LocalizedText = {
  ja: '見出しの行が読めないため、このファイルは読めません。引用符（"）が正しく閉じているか確かめてください。',
  en: 'The heading row cannot be read, and so neither can the file. See that every quote (") is closed.',
};
