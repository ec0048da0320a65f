import type { StageConfig } from '../../domain/stage-config.ts';
import type { ImportFiles, Queues, Uploads } from '../../ports.ts';
import type { ImportFileTools } from './import-file.ts';

/** What importing an upload needs: the bucket's files, how far each has come, and the queue by which people are told. */
export interface ImportUploadTools extends ImportFileTools {
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone' | 'locale' | 'importGuard'>;
  readonly queues: Pick<Queues, 'plan' | 'notify' | 'import'>;
  readonly uploads: Uploads;
  readonly files: ImportFiles;
  /** False when the rest is to be left to the next invocation, or what takes so long (ms). */
  hasTime(forMs?: number): boolean;
}
