import { baseName, findImportKind, type ImportKind, knownFileNames } from '../domain/import/find-import-kind.ts';
import { type RowProblem, rejection, warning } from '../domain/import/import-problem.ts';
import { type ImportSummary, ImportTally } from '../domain/import/import-tally.ts';
import { mapHeader } from '../domain/import/map-header.ts';
import { type RowRules, readRow } from '../domain/import/read-row.ts';
import { isBlankRow, readTable } from '../domain/import/read-table.ts';
import type { TableRow } from '../domain/import/row-reader.ts';
import type { LocalizedText } from '../domain/locale.ts';
import type { NewRecord } from '../domain/records/record.ts';
import type { RecordModel, RecordTypeModel } from '../domain/records/record-model.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { CustomerStore, Log } from '../ports.ts';

/** What reading a table into the store needs. */
export interface ImportRecordsTools {
  readonly customers: CustomerStore;
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone'>;
  readonly log: Log;
}

/** A file of any kind; its name, with or without folders, says which. The stream is read once, if at all. */
export interface ImportedFile {
  readonly file: string;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Records put at a time. */
const CHUNK = 200;

/**
 * Stores every good row of a CSV file and tells of every other. Of rows with the same id the last one counts.
 * Repeating it writes nothing; memory holds the ids of the file and a chunk of its rows.
 */
export async function importRecords(
  { customers, stage, log }: ImportRecordsTools,
  { file, stream }: ImportedFile,
): Promise<ImportSummary> {
  const name = baseName(file);
  const found = findImportKind(stage.recordModel, name);
  const tally = new ImportTally(name, found.kind === 'records' ? found.type.type : undefined);
  if (found.kind === 'records') await readInto(tally, customers, found.type, stage.timeZone, stream);
  else tally.reject([rejection(1, '', '', notATable(found.kind, stage.recordModel))]);
  const { type, created, updated, unchanged, rejected } = tally.summary();
  log.info('records-imported', { type: type ?? 'unknown', created, updated, unchanged, rejected });
  return tally.summary();
}

async function readInto(
  tally: ImportTally,
  customers: CustomerStore,
  type: RecordTypeModel,
  timeZone: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<void> {
  const rowOfId = new Map<string, number>();
  let rules: RowRules | undefined;
  let chunk = new Map<string, NewRecord>();
  const putChunk = async () => {
    if (chunk.size === 0) return;
    for (const result of await customers.putMany([...chunk.values()])) tally.count(result);
    chunk = new Map();
  };

  for await (const tableRows of readTable(stream)) {
    for (const tableRow of tableRows) {
      if (rules === undefined) {
        if (isBlankRow(tableRow)) continue;
        const header = readHeader(type, tableRow);
        if (!header.ok) return tally.reject([header.problem]);
        const { columns, extraColumns, warnings } = header.header;
        tally.tell(warnings);
        if (extraColumns.length > 0) await customers.addExtraColumns(type.type, extraColumns);
        rules = { type, columns, timeZone };
        continue;
      }
      const reading = readRow(tableRow, rules);
      if (reading.kind === 'rejected') tally.reject(reading.problems);
      if (reading.kind !== 'record') continue;
      const { id } = reading.record;
      const earlier = rowOfId.get(id);
      if (earlier !== undefined) tally.tell([sameId(earlier, tableRow.row, id)]);
      rowOfId.set(id, tableRow.row);
      chunk.set(id, reading.record);
      if (chunk.size >= CHUNK) await putChunk();
    }
  }
  await putChunk();
  if (rules === undefined) tally.reject([emptyFile]);
}

function readHeader(type: RecordTypeModel, tableRow: TableRow): ReturnType<typeof mapHeader> {
  if ('cells' in tableRow) return mapHeader(type, tableRow.row, tableRow.cells);
  return { ok: false, problem: rejection(tableRow.row, '', tableRow.text, brokenHeader) };
}

function notATable(kind: Exclude<ImportKind['kind'], 'records'>, model: RecordModel): LocalizedText {
  if (kind === 'workbook') {
    return {
      ja: 'Excelブックのままでは取り込めません。Excelの「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選び、そのファイルを入れてください。',
      en: 'Excel workbooks cannot be imported. Save the sheet as "CSV UTF-8 (Comma delimited)" and upload that file.',
    };
  }
  const names = knownFileNames(model);
  return {
    ja: `ファイル名から種類が分かりません。次のどれかの名前にしてください: ${names.join('、')}`,
    en: `The file name does not say what it holds. Use one of these names: ${names.join(', ')}`,
  };
}

const emptyFile: RowProblem = rejection(1, '', '', {
  ja: 'ファイルが空です。1行目に列の見出しを入れてください。',
  en: 'The file is empty. Put the column headings in its first row.',
});

const brokenHeader: LocalizedText = {
  ja: '見出しの行が読めないため、このファイルは読めません。引用符（"）が正しく閉じているか確かめてください。',
  en: 'The heading row cannot be read, and so neither can the file. See that every quote (") is closed.',
};

function sameId(earlier: number, row: number, id: string): RowProblem {
  return warning(row, '', id, {
    ja: `同じIDが${earlier}行目にもあります。あとの行の内容を使いました。`,
    en: `Row ${earlier} has the same id. The later row was used.`,
  });
}
