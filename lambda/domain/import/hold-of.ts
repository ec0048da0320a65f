import type { ImportGuard } from './import-guard.ts';
import type { HoldReason, Upload, UploadHold, UploadProgress } from './upload.ts';

/** An upload whose turn came late, as it is to wait. What was counted before may have changed since, and so it takes nothing away. */
export function heldAsLate(upload: Upload): Upload {
  const { progress, rowsDone } = upload;
  const hold: UploadHold = {
    ...{ known: 0, changed: 0, stored: 0, removed: 0, lookedUp: 0, renumbered: 0 },
    ...{ why: ['newer-stored'], isPartStored: progress?.isBegun === true || rowsDone > 0 },
  };
  return { ...upload, state: 'held', isFull: false, hold, ...(progress && { progress: notBegun(progress) }) };
}

/** What is then found as it should be was stored by the newer one. */
function notBegun({ isBegun: _, removing: __, ...progress }: UploadProgress): UploadProgress {
  return progress;
}

/** Whether an upload came late: whoever then says that it is to be stored has seen no numbers of what it would take away. */
export function cameLate({ hold }: Upload): boolean {
  return hold?.why.includes('newer-stored') ?? false;
}

/** Why an upload is to wait for a person, with the numbers; undefined when it need not. `isMeant` = removing was agreed to. */
export function holdOf(
  numbers: Omit<UploadHold, 'why' | 'isPartStored'>,
  { changedShare, removedShare, renumberedShare, atLeast }: ImportGuard,
  isMeant: boolean,
): UploadHold | undefined {
  const { known, changed, stored, removed, lookedUp, renumbered } = numbers;
  const why: HoldReason[] = [];
  if (changed >= atLeast && changed > known * changedShare) why.push('names-change');
  if (!isMeant && removed >= atLeast && removed > stored * removedShare) why.push('many-removed');
  if (renumbered >= atLeast && renumbered > lookedUp * renumberedShare) why.push('other-ids');
  return why.length > 0 ? { ...numbers, why, isPartStored: false } : undefined;
}
