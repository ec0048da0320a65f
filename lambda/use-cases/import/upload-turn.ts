import type { Upload } from '../../domain/import/upload.ts';
import { isAheadOf, isOvertaken } from '../../domain/import/upload-order.ts';
import type { ImportUploadTools } from './upload-tools.ts';

const TRY_AGAIN_SECONDS = 30;

/** `later`: somebody else is at it, or it is put off. `late`: its turn has come, but a newer one has been stored before it. */
export type Turn = 'now' | 'late' | 'later';

/**
 * Whether an upload may go on; that somebody is at it is noted. If an earlier one of its type is under way, it is put off: a
 * message of its own comes later, so that waiting uses up none of the queue's attempts.
 */
export async function takeTurn(
  { uploads, queues, clock, log }: Pick<ImportUploadTools, 'uploads' | 'queues' | 'clock' | 'log'>,
  upload: Upload,
): Promise<Turn> {
  const { key, at, type, state } = upload;
  // Noted before others are looked at: those behind it look as well. Where it cannot be, somebody else is at it.
  if (!(await uploads.note(upload, [state]))) return 'later';
  const nowMs = clock.nowMs();
  const ofItsType = type === undefined ? [] : await uploads.ofType(type);
  if (!ofItsType.some((other) => isAheadOf(other, upload, nowMs)))
    return isOvertaken(upload, ofItsType) ? 'late' : 'now';
  await queues.import([{ kind: 'continue', key, at }], { afterSeconds: TRY_AGAIN_SECONDS });
  log.info('upload-waits', { at, type: type ?? 'unknown' });
  return 'later';
}
