import { CsvError, parse } from 'csv-parse/sync';
import type { Delimiter } from './detect-delimiter.ts';

/**
 * The cells of a record that is written by the book: cells with a quote are quoted from end to end. `="0123"`, by which
 * programs keep Excel from making a number of it, counts as quoted. Undefined for any other, which may be sound all the same.
 */
export function splitQuoted(record: string, delimiter: Delimiter): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    const start = record.startsWith('="', at) ? at + 1 : at;
    let end: number;
    if (record[start] === '"') {
      end = closingQuote(record, start);
      if (end === -1) return undefined;
      const cell = record.slice(start + 1, end);
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      end += 1;
    } else {
      const next = record.indexOf(delimiter, at);
      end = next === -1 ? record.length : next;
      const cell = record.slice(at, end);
      if (cell.includes('"')) return undefined;
      cells.push(cell);
    }
    if (end === record.length) return cells;
    if (record[end] !== delimiter) return undefined;
    at = end;
  }
}

function closingQuote(record: string, opening: number): number {
  let at = record.indexOf('"', opening + 1);
  while (at !== -1 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at;
}

/** The cells of each record, or undefined for one whose quotes are broken. Each text is one whole record. */
export function parseRecords(
  records: readonly string[],
  delimiter: Delimiter,
): readonly (readonly string[] | undefined)[] {
  if (records.length === 0) return [];
  // One call for all is five times faster than a call for each; it fails as a whole, so the broken ones are then found singly.
  const together = tryParse(records.join('\n'), delimiter);
  if (together?.length === records.length) return together;
  return records.map((record) => (record === '' ? [''] : tryParse(record, delimiter)?.[0]));
}

function tryParse(text: string, delimiter: Delimiter): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      trim: true,
      max_record_size: 0,
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
