import type { UploadRef } from '../../domain/import/upload.ts';
import type { ImportUploadTools } from './upload-tools.ts';

/** Notes that nobody will try an upload again, so that those behind it have their turn and who follows it is told. */
export async function giveUp(
  { uploads, clock }: Pick<ImportUploadTools, 'uploads' | 'clock'>,
  ref: UploadRef,
): Promise<void> {
  const upload = await uploads.get(ref);
  if (upload === undefined) return;
  const failedAt = new Date(clock.nowMs()).toISOString();
  await uploads.note({ ...upload, failedAt }, ['survey', 'write']);
}
