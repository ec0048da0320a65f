import { SeenTexts } from '../../domain/import/seen-texts.ts';
import { type RecordsJob, rowsOf, type SurveyTools } from './records-job.ts';

/** The ids of a file. */
export interface FileIds {
  /** Every one that can be read, also of rows that are rejected. */
  readonly all: SeenTexts;
  /** The last good row of each id that is in more than one of them. */
  readonly lastRowOfRepeated: ReadonlyMap<string, number>;
}

/** Reads the ids of a file. Memory holds 12 to 34 bytes a row, and the ids that are repeated. */
export async function readIds(tools: Pick<SurveyTools, 'stage'>, job: RecordsJob): Promise<FileIds> {
  const all = new SeenTexts();
  const good = new SeenTexts();
  const lastRowOfRepeated = new Map<string, number>();
  for await (const rows of rowsOf(tools, job)) {
    for (const row of rows) {
      if (row.kind === 'rejected' && row.id !== undefined) all.firstRowOf(row.id, row.row);
      if (row.kind !== 'record') continue;
      const { id } = row.record;
      all.firstRowOf(id, row.row);
      if (good.firstRowOf(id, row.row) !== undefined) lastRowOfRepeated.set(id, row.row);
    }
  }
  return { all, lastRowOfRepeated };
}
