import type { Upload } from '../../domain/import/upload.ts';
import type { ImportUploadTools } from './upload-tools.ts';

const NOTED_EVERY_MS = 5_000;

/** Why work on an upload stops: time runs short, or another file has taken its place. */
export type Stop = 'no-time' | 'superseded';

/** Notes an upload's progress every few seconds and when time runs short; answers why to stop then, if so. */
export function createPace({ uploads, clock, hasTime }: ImportUploadTools): {
  goOn(upload: (isOver: boolean) => Upload): Promise<boolean>;
  stopped(): Stop | undefined;
} {
  let notedMs = clock.nowMs();
  let stop: Stop | undefined;
  return {
    async goOn(upload) {
      const isOver = !hasTime();
      if (!isOver && clock.nowMs() - notedMs < NOTED_EVERY_MS) return true;
      notedMs = clock.nowMs();
      const present = upload(isOver);
      if (await isSuperseded({ uploads }, present)) {
        stop = 'superseded';
        return false;
      }
      await uploads.note(present);
      if (isOver) stop = 'no-time';
      return !isOver;
    },
    stopped: () => stop,
  };
}

/** Whether a newer file has come under the upload's key. */
export async function isSuperseded(
  { uploads }: Pick<ImportUploadTools, 'uploads'>,
  { key, at }: Upload,
): Promise<boolean> {
  return ((await uploads.latest(key))?.at ?? '') > at;
}
