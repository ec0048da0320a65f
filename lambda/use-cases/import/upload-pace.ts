import type { Upload } from '../../domain/import/upload.ts';
import type { ImportUploadTools } from './upload-tools.ts';

/** Twice what a row of twelve columns took on the import function's share of a CPU. */
const READING_TAKES_MS_PER_ROW = 0.05;

/** How long reading so many rows takes when nothing is looked up or stored: a reading that cannot go on later must be given that. */
export function readingMs(rows: number): number {
  return rows * READING_TAKES_MS_PER_ROW;
}

/** Why work on an upload stops: time runs short; another file has taken its place; somebody else has brought it further. */
export type Stop = 'no-time' | 'superseded' | 'overtaken';

/**
 * Says before each chunk of an upload whether to go on, and why not, and notes how far it has come: whoever waits for it sees
 * it move. A first chunk is always done: reading up to it may have taken all the time there is.
 */
export function createPace({ uploads, hasTime }: ImportUploadTools): {
  goOn(upload: (isOver: boolean) => Upload): Promise<boolean>;
  stopped(): Stop | undefined;
} {
  let isFirst = true;
  let stop: Stop | undefined;
  return {
    async goOn(upload) {
      const isOver = !isFirst && !hasTime();
      isFirst = false;
      const present = upload(isOver);
      // Asked each time: whatever were written from now on would be an older file's.
      if (await isSuperseded({ uploads }, present)) stop = 'superseded';
      else if (!(await uploads.note(present, [present.state]))) stop = 'overtaken';
      else if (isOver) stop = 'no-time';
      return stop === undefined;
    },
    stopped: () => stop,
  };
}

/** Whether a newer file has come under the upload's key, or another one within the same second. */
export async function isSuperseded(
  { uploads }: Pick<ImportUploadTools, 'uploads'>,
  { key, at, etag }: Upload,
): Promise<boolean> {
  const latest = await uploads.latest(key);
  if (latest === undefined || latest.at < at) return false;
  return latest.at > at || (etag !== undefined && latest.etag !== undefined && latest.etag !== etag);
}
