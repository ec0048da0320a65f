import type { LocalizedText } from '../locale.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import { MAX_HEADING_CHARS } from './import-limits.ts';
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
  const chars = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (chars > MAX_HEADING_CHARS) return { ok: false, problem: rejection(row, '', cells.join(', '), tooLong) };
  return mapHeader(type, row, cells, otherNames);
}

const brokenHeader: LocalizedText = {
  ja: '見出しの行が読めないため、このファイルは読めません。引用符（"）が正しく閉じているか確かめてください。',
  en: 'The heading row cannot be read, and so neither can the file. See that every quote (") is closed.',
};

const tooLong: LocalizedText = {
  ja: `見出しの行が長すぎるため、このファイルは読めません。全部で${MAX_HEADING_CHARS.toLocaleString('ja-JP')}文字以内にしてください。`,
  en: `The heading row is too long, and so the file cannot be read. Keep it within ${MAX_HEADING_CHARS.toLocaleString('en-US')} characters.`,
};
