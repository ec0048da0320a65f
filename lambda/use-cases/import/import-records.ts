import { localDate } from '../../domain/calendar/zone.ts';
import { baseName } from '../../domain/import/find-import-kind.ts';
import { type ImportSummary, ImportTally } from '../../domain/import/import-tally.ts';
import type { Clock, Log } from '../../ports.ts';
import { placeFile } from './placed-file.ts';
import { readIds } from './read-ids.ts';
import type { RecordsJob } from './records-job.ts';
import { nothingCompared, surveyRecords } from './survey-records.ts';
import { tellProblems } from './tell-problems.ts';
import { nothingWritten, type WriteTools, writeRecords } from './write-records.ts';

/** What reading a table into the store needs. */
export interface ImportRecordsTools extends WriteTools {
  readonly clock: Clock;
  readonly log: Log;
}

/** A file of any kind; its name, with or without folders, says which. Its bytes are read from the start, several times. */
export interface ImportedFile {
  readonly file: string;
  open(): AsyncIterable<Uint8Array>;
}

const always = async () => true;

/**
 * Stores every good row of a table at one go, and tells of every other and of dates that look made up. Nobody is asked and
 * nothing is taken away: that is for uploads. Repeating it writes nothing.
 */
export async function importRecords(tools: ImportRecordsTools, { file, open }: ImportedFile): Promise<ImportSummary> {
  const name = baseName(file);
  const placed = placeFile(tools.stage.recordModel, name);
  const tally = new ImportTally(name, placed.kind === 'records' ? placed.type.type : undefined);
  if (placed.kind === 'records') {
    const today = localDate(tools.clock.nowMs(), tools.stage.timeZone);
    await importInto(tools, tally, { file: name, type: placed.type, today, isFull: false, open });
  } else if (placed.kind === 'unplaced') tally.reject([placed.problem]);
  const { type, created, updated, unchanged, rejected } = tally.summary();
  tools.log.info('records-imported', { type: type ?? 'unknown', created, updated, unchanged, rejected });
  return tally.summary();
}

async function importInto(tools: ImportRecordsTools, tally: ImportTally, job: RecordsJob): Promise<void> {
  const survey = await surveyRecords(tools, job, nothingCompared, always);
  if (survey === undefined) return;
  const { rejected } = await tellProblems(tools, job, survey, (problems) => tally.tell(problems));
  const ids = survey.repeatsIds ? await readIds(tools, job) : undefined;
  const written = await writeRecords(tools, job, { ...survey, ids }, { written: nothingWritten }, always);
  tally.add({ ...(written ?? nothingWritten), rejected });
}
