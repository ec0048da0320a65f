import type { LocalizedText } from '../locale.ts';
import { readField, trimWide } from '../records/read-field.ts';
import type { FieldValue, NewRecord } from '../records/record.ts';
import type { FieldKind, RecordTypeModel } from '../records/record-model.ts';
import { MAX_RECORD_CHARS } from './import-limits.ts';
import { type RowProblem, rejection } from './import-problem.ts';
import { exportedValue } from './known-exports.ts';
import { type Column, keyOf } from './map-header.ts';
import { isBlankRow } from './read-table.ts';
import { whyNotAnId } from './record-id.ts';
import type { TableRow } from './row-reader.ts';
import { excelDate } from './workbook/excel-date.ts';

/** What a row says: a record, nothing (a blank row), or everything that is wrong with it. */
export type RowReading =
  | { readonly kind: 'record'; readonly record: NewRecord }
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected'; readonly problems: readonly RowProblem[] };

/** How the rows of one file are read. Date-times with Z or an offset become the date in `timeZone`. */
export interface RowRules {
  readonly type: RecordTypeModel;
  readonly columns: readonly Column[];
  readonly timeZone: string;
  /** Keys of the fields that the file speaks of, put into each record. @default not put in */
  readonly covers?: readonly string[];
}

type CellReading = { readonly value: FieldValue | undefined } | { readonly wrong: LocalizedText };

/** Reads a row by its file's columns. One wrong cell rejects the row, and every wrong cell is told. */
export function readRow(tableRow: TableRow, { type, columns, timeZone, covers }: RowRules): RowReading {
  const { row } = tableRow;
  if ('broken' in tableRow) return rejected([rejection(row, '', tableRow.text, whyBroken[tableRow.broken])]);
  const { cells, wrongCells, isFrom1904 = false } = tableRow;
  if (isBlankRow(tableRow) && wrongCells === undefined) return { kind: 'blank' };
  // A sheet's row may be longer than a line of text can come here.
  if (cells.reduce((sum, cell) => sum + cell.length, 0) > MAX_RECORD_CHARS) {
    return rejected([rejection(row, '', cells.join(', '), whyBroken['too-long'])]);
  }
  const extraCells = cells.slice(columns.length).filter((cell) => cell.trim() !== '');
  if (cells.length < columns.length || extraCells.length > 0) {
    return rejected([rejection(row, '', cells.join(', '), wrongCount(cells.length, columns.length))]);
  }
  const problems: RowProblem[] = [];
  const fields: [string, FieldValue][] = [];
  let id = '';
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    const wrong = wrongCells?.find((each) => each.index === index)?.explanation;
    const text = isFrom1904 ? dateFrom1904(column, cell) : cell;
    const reading = wrong && column.holds !== 'ignored' ? { wrong } : readCell(column, text, timeZone);
    const key = keyOf(column);
    if ('wrong' in reading) problems.push(rejection(row, column.label, cell, reading.wrong));
    else if (column.holds === 'id') id = String(reading.value ?? '');
    else if (reading.value !== undefined && key !== undefined) fields.push([key, reading.value]);
  });
  if (problems.length > 0) return rejected(problems);
  const record = { type: type.type, id, fields: Object.fromEntries(fields), ...(covers && { covers }) };
  return { kind: 'record', record };
}

function rejected(problems: readonly RowProblem[]): RowReading {
  return { kind: 'rejected', problems };
}

/** What a cell says under its column: a value (undefined when empty), or what is wrong with it. */
export function readCell(column: Column, cell: string, timeZone: string): CellReading {
  if (column.holds === 'ignored') return { value: undefined };
  if (cell.includes('\uFFFD')) return { wrong: unreadable };
  if (column.holds === 'id') return isTotal(cell) ? { wrong: total } : readId(cell);
  if (column.holds === 'extra') return readExtra(cell);
  const { kind } = column.field;
  const text = exportedValue(cell, kind === 'email' ? 'address' : 'name');
  if (kind === 'reference') return text.trim() === '' ? { value: undefined } : readId(cell);
  const reading = readField(kind, text, timeZone);
  return reading.ok ? reading : { wrong: howToWrite[kind] ?? unreadable };
}

/** The date of a bare serial number of a workbook that counts its days from 1904; any other text as it was. */
function dateFrom1904(column: Column, cell: string): string {
  if (column.holds !== 'field' || column.field.kind !== 'date' || !/^\d{1,7}(?:\.\d+)?$/.test(cell)) return cell;
  const serial = Number(cell);
  // 1900 to 2100 are a year typed alone, as elsewhere.
  return serial >= 1900 && serial <= 2100 ? cell : (excelDate(serial, true, false) ?? cell);
}

function readId(cell: string): CellReading {
  const id = trimWide(exportedValue(cell));
  const wrong = whyNotAnId(id);
  return wrong ? { wrong } : { value: id };
}

function readExtra(cell: string): CellReading {
  const text = exportedValue(cell).trim();
  return { value: text === '' ? undefined : text };
}

/** What stands in the first cell of the row below the last one, where people add things up. */
function isTotal(cell: string): boolean {
  return /^(?:総?合計|総計|小計|累計|計|(?:grand|sub)?total)[:：]?$/i.test(cell.normalize('NFKC').replace(/\s/g, ''));
}

const howToWrite: Readonly<Partial<Record<FieldKind, LocalizedText>>> = {
  date: {
    ja: '日付として読めません。2027-03-31、2027/3/31、2027年3月31日、平成12年2月29日のように、実在する日付で書いてください。',
    en: 'This is not a date. Write one that exists, such as 2027-03-31 or 2027/3/31.',
  },
  boolean: {
    ja: '「はい」か「いいえ」で書いてください（TRUE/FALSE、1/0、○/× も使えます）。',
    en: 'Write はい or いいえ, TRUE or FALSE, 1 or 0, ○ or ×.',
  },
  number: {
    ja: '数として読めません。12 や 1,234.5 のように、数字だけで書いてください。',
    en: 'This is not a number. Write digits only, such as 12 or 1,234.5.',
  },
};

const total: LocalizedText = {
  ja: '合計などの行のようですので、取り込みませんでした。この行をファイルから削除してください。',
  en: 'This looks like a row of totals and was not taken in. Delete it from the file.',
};

const unreadable: LocalizedText = {
  ja: '読めない文字があります（文字化け）。ファイル全体を同じ文字コード（UTF-8）で保存し直してください。',
  en: 'It contains characters that cannot be read. Save the whole file in one encoding, UTF-8.',
};

const whyBroken: Readonly<Record<'quotes' | 'too-long', LocalizedText>> = {
  quotes: {
    ja: '引用符（"）の使い方が正しくありません。値の中の " は "" と書き、全体を " で囲んでください。',
    en: 'The quotes are broken. Write a " within a value as "" and put the whole value in quotes.',
  },
  'too-long': {
    ja: `行が長すぎます。${MAX_RECORD_CHARS.toLocaleString('ja-JP')}文字以内にしてください。`,
    en: `The row is too long. Keep it within ${MAX_RECORD_CHARS.toLocaleString('en-US')} characters.`,
  },
};

function wrongCount(found: number, wanted: number): LocalizedText {
  const ja = `列の数が見出しと合いません（見出しは${wanted}列、この行は${found}列）。`;
  const en = `The row has ${found} cells under ${wanted} headings.`;
  return found < wanted
    ? {
        ja: `${ja}行が途中で切れていないか確かめ、空の列にも区切り文字を入れてください。`,
        en: `${en} See that it is not cut off, and put a delimiter for each empty cell, too.`,
      }
    : {
        ja: `${ja}値の中の区切り文字は、値を " で囲んでください。`,
        en: `${en} Put a value that contains the delimiter in quotes.`,
      };
}
