import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import { type FileRow, readFileRows } from '../../domain/import/read-file-rows.ts';
import type { RecordTypeModel } from '../../domain/records/record-model.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { CustomerReader } from '../../ports.ts';
import type { ErasedTools } from '../events/is-erased.ts';

/** A file of records that is to be taken in. */
export interface RecordsJob {
  /** Its name without folders. */
  readonly file: string;
  readonly type: RecordTypeModel;
  /** The day on which it came, by the stage's calendar. */
  readonly today: IsoDate;
  /** It is the whole of its type: what it does not have is taken away. */
  readonly isFull: boolean;
  /** Its bytes, from the start, however often. */
  open(): AsyncIterable<Uint8Array>;
}

/** What looking at a file of records needs. */
export interface SurveyTools extends ErasedTools {
  readonly customers: Pick<CustomerReader, 'getMany' | 'find'>;
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone'>;
}

/** The file's rows, from the start, or those after a row. */
export function rowsOf(
  { stage }: Pick<SurveyTools, 'stage'>,
  { file, type, open }: RecordsJob,
  after = 0,
): AsyncGenerator<readonly FileRow[]> {
  return readFileRows({ file, type, timeZone: stage.timeZone, after }, open());
}
