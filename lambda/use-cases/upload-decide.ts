import { keptWords } from '../domain/approval/kept-words.ts';
import type { Upload, UploadDecision, UploadRef } from '../domain/import/upload.ts';
import { newerThan } from '../domain/import/upload-order.ts';
import type { Clock, Queues, Uploads } from '../ports.ts';

/** What looking at an upload that waits and deciding it need. */
export interface UploadDecideTools {
  readonly uploads: Pick<Uploads, 'get' | 'decide' | 'ofType'>;
  readonly queues: Pick<Queues, 'import'>;
  readonly clock: Clock;
}

/** A person's word on an upload that waits. */
export type UploadAnswer = Omit<UploadDecision, 'at' | 'comment'> & { readonly comment: string };

/** An upload that waits or waited for a person, and until when (ms) it can be decided: its file goes then. */
export interface HeldUpload {
  readonly upload: Upload;
  readonly untilMs: number;
  /** Nobody has decided, and somebody still can. */
  readonly isOpen: boolean;
  /** How many whole days ago it was uploaded. */
  readonly ageDays: number;
  /** An upload of its type that came after it and is stored already, of what is to be decided. */
  readonly newer?: UploadRef;
}

/** What came of an answer: `decided` by it, `already` by an earlier one, or it is `over`: too late, or a newer file has come. */
export interface UploadOutcome {
  readonly kind: 'decided' | 'already' | 'over';
  readonly held: HeldUpload;
}

/** As long as the bucket keeps uploaded files. */
const KEPT_MS = 30 * 86_400_000;

/** An upload that waits for a person, or did; undefined when there is none. Changes nothing. */
export async function readHeldUpload(tools: UploadDecideTools, ref: UploadRef): Promise<HeldUpload | undefined> {
  const upload = await tools.uploads.get(ref);
  if (upload?.hold === undefined) return undefined;
  const untilMs = Date.parse(upload.at) + KEPT_MS;
  const nowMs = tools.clock.nowMs();
  const isOpen = upload.state === 'held' && upload.decision === undefined && nowMs < untilMs;
  const ageDays = Math.floor((nowMs - Date.parse(upload.at)) / 86_400_000);
  const isOfType = isOpen && upload.type !== undefined;
  const newer = isOfType ? newerThan(upload, await tools.uploads.ofType(upload.type)) : undefined;
  return { upload, untilMs, isOpen, ageDays, ...(newer && { newer: { key: newer.key, at: newer.at } }) };
}

/** Takes an upload in or drops it, once: the first answer stands. Import then carries it out; repeating an answer changes nothing. */
export async function decideUpload(
  tools: UploadDecideTools,
  { key, at }: UploadRef,
  answer: UploadAnswer,
): Promise<UploadOutcome | undefined> {
  const before = await readHeldUpload(tools, { key, at });
  if (before === undefined) return undefined;
  if (!before.isOpen && before.upload.decision === undefined) return { kind: 'over', held: before };
  const { comment, by } = keptWords(answer);
  const own: UploadDecision = {
    ...{ decision: answer.decision, by, at: new Date(tools.clock.nowMs()).toISOString() },
    ...(comment !== '' && { comment }),
    ...(answer.signedInAs !== undefined && { signedInAs: answer.signedInAs }),
  };
  const standing = before.upload.decision ?? (await tools.uploads.decide({ key, at }, own));
  const held = (await readHeldUpload(tools, { key, at })) ?? before;
  if (standing === undefined) return { kind: 'over', held };
  // Also for who comes later: whoever decided may have been stopped before this line.
  if (held.upload.state === 'held') await tools.queues.import([{ kind: 'decided', key, at }]);
  return { kind: standing === own ? 'decided' : 'already', held };
}
