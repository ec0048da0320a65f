import type { ImportGuard } from './import-guard.ts';
import type { HoldReason, UploadHold } from './upload.ts';

/** That of an upload whose turn came late. What was counted before may have changed since. */
export const lateHold: UploadHold = {
  ...{ known: 0, changed: 0, stored: 0, removed: 0, lookedUp: 0, renumbered: 0 },
  why: ['newer-stored'],
};

/** Why an upload is to wait for a person, with the numbers; undefined when it need not. `isMeant` = removing was agreed to. */
export function holdOf(
  numbers: Omit<UploadHold, 'why'>,
  { changedShare, removedShare, renumberedShare, atLeast }: ImportGuard,
  isMeant: boolean,
): UploadHold | undefined {
  const { known, changed, stored, removed, lookedUp, renumbered } = numbers;
  const why: HoldReason[] = [];
  if (changed >= atLeast && changed > known * changedShare) why.push('names-change');
  if (!isMeant && removed >= atLeast && removed > stored * removedShare) why.push('many-removed');
  if (renumbered >= atLeast && renumbered > lookedUp * renumberedShare) why.push('other-ids');
  return why.length > 0 ? { ...numbers, why } : undefined;
}
