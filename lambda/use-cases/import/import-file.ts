import { baseName, findImportKind } from '../../domain/import/find-import-kind.ts';
import type { ImportSummary } from '../../domain/import/import-tally.ts';
import { type ImportEventsTools, importEvents } from './import-events.ts';
import { type ImportedFile, type ImportRecordsTools, importRecords } from './import-records.ts';

export type { ImportSummary };

/** What importing a file of any kind needs. */
export type ImportFileTools = ImportRecordsTools & ImportEventsTools;

/**
 * Takes a file in at one go, as what its name says it is: for rehearsals and tests. A name that says nothing is a problem of
 * the file, told in the summary.
 */
export function importFile(tools: ImportFileTools, file: ImportedFile): Promise<ImportSummary> {
  const { kind } = findImportKind(tools.stage.recordModel, baseName(file.file));
  return kind === 'events' ? importEvents(tools, file) : importRecords(tools, file);
}
