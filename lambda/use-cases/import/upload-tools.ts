import type { StageConfig } from '../../domain/stage-config.ts';
import type { Queues, Uploads } from '../../ports.ts';
import type { ImportFileTools } from './import-file.ts';

/** An uploaded file, on local disk from the first reading on. */
export interface FetchedFile {
  /** Which version of the file this is. */
  readonly etag: string;
  /** Whoever uploaded it says that it is the whole of its type, and that removing many records is meant. */
  readonly isFull: boolean;
  readonly isMeant: boolean;
  /** Its bytes from the start, however often. Throws UnreadableFile when it is too large. */
  open(): AsyncIterable<Uint8Array>;
  /** Takes it off the disk. */
  discard(): Promise<void>;
}

/** A list of problems that is written piece by piece and stored at once. */
export interface ErrorFile {
  write(text: string): Promise<void>;
  store(): Promise<void>;
  /** Takes it off the disk. */
  discard(): Promise<void>;
}

/** Files under `imports/`, and the answers to them. */
export interface ImportFiles {
  /** Undefined when it is gone. */
  fetch(key: string): Promise<FetchedFile | undefined>;
  errorFile(key: string): ErrorFile;
}

/** What importing an upload needs: the bucket's files, how far each has come, and the queue by which people are told. */
export interface ImportUploadTools extends ImportFileTools {
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone' | 'locale' | 'importGuard'>;
  readonly queues: Pick<Queues, 'plan' | 'notify' | 'import'>;
  readonly uploads: Uploads;
  readonly files: ImportFiles;
  /** False when the rest is to be left to the next invocation. */
  hasTime(): boolean;
}
