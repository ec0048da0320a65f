import type { UploadDecision } from '../../lambda/domain/import/upload.ts';
import { newerThan } from '../../lambda/domain/import/upload-order.ts';
import { decideUpload } from '../../lambda/use-cases/upload-decide.ts';
import type { Decider } from '../approvals/decider.ts';
import type { Reply } from '../approvals/reply.ts';
import { CommandFailure } from '../command-failure.ts';
import type { OpenStage } from '../stage/open-stage.ts';
import type { StageTools } from '../stage/stage-tools.ts';
import { terminalLine } from '../terminal-text.ts';
import { followToEnd } from './import-files.ts';
import { heldText } from './upload-text.ts';

/** The files that wait for a person, oldest first. */
export async function listHeld({ uploads, stage }: StageTools): Promise<Reply> {
  const held = await Promise.all(
    (await uploads.held()).map(async (upload) => {
      const newer = upload.type === undefined ? undefined : newerThan(upload, await uploads.ofType(upload.type));
      return { ...upload, ...(newer && { newerAt: newer.at }) };
    }),
  );
  const json = held.map(({ progress: _, etag: __, ...upload }) => upload);
  return { json, text: heldText(held, stage), ok: true };
}

/**
 * Takes an upload in, or drops it, and follows it to its end. Ok when it is dropped as asked, or all its rows are in. Throws
 * CommandFailure where nothing waits under the key, or somebody else was first.
 */
export async function decideHeld(
  opened: OpenStage,
  key: string,
  { errorsPath, ...answer }: Decider & Pick<UploadDecision, 'decision'> & { readonly errorsPath?: string },
): Promise<Reply> {
  const upload = await opened.tools.uploads.latest(key);
  const outcome = upload && (await decideUpload(opened.tools, upload, answer));
  if (upload === undefined || outcome === undefined) {
    throw new CommandFailure(`No file waits under ${terminalLine(key)}. "fushime import --held" lists those that do.`);
  }
  if (outcome.kind === 'over') {
    throw new CommandFailure('It can no longer be decided: its time is over, or a newer file has come.');
  }
  const { decision } = outcome.held.upload;
  if (decision !== undefined && decision.decision !== answer.decision) {
    const done = decision.decision === 'take' ? 'taken in' : 'dropped';
    throw new CommandFailure(terminalLine(`It was ${done} before, by ${decision.by}.`));
  }
  const reply = await followToEnd(opened, upload, errorsPath);
  return answer.decision === 'drop' ? { ...reply, ok: true } : reply;
}
