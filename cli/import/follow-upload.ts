import { setTimeout as pause } from 'node:timers/promises';
import type { Upload } from '../../lambda/domain/import/upload.ts';
import { CommandFailure } from '../command-failure.ts';
import type { OpenStage } from '../stage/open-stage.ts';

const pollMs = 500;

/**
 * Follows the last upload under a key until it has ended or waits for a person; `onStep` hears of every look. Where the
 * stage's work is done in this process, it is done meanwhile. Throws CommandFailure when that leaves the upload half done.
 */
export async function followUpload(
  { tools: { uploads }, settle }: Pick<OpenStage, 'settle'> & { readonly tools: Pick<OpenStage['tools'], 'uploads'> },
  key: string,
  onStep: (upload: Upload | undefined) => void,
): Promise<Upload> {
  const settling = settle?.().then(() => true);
  let isSettled = false;
  while (true) {
    const upload = await uploads.latest(key);
    onStep(upload);
    if (upload !== undefined && stands(upload)) {
      await settling;
      return upload;
    }
    if (isSettled || upload?.failedAt !== undefined)
      throw new CommandFailure(`The import of ${key} has stopped. The function's log says why.`);
    isSettled = await Promise.race([pause(pollMs, false), ...(settling ? [settling] : [])]);
  }
}

/** Nothing more happens to it unless somebody does something. */
function stands({ state, decision }: Upload): boolean {
  return state === 'held' ? decision === undefined : state !== 'survey' && state !== 'write';
}
