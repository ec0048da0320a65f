import type { ImportGuard } from './import-guard.ts';
import type { UploadHold } from './upload.ts';

/** Why an upload is to wait for a person, with the numbers; undefined when it need not. `isMeant` = removing was agreed to. */
export function holdOf(
  numbers: Omit<UploadHold, 'why'>,
  { changedShare, removedShare, atLeast }: ImportGuard,
  isMeant: boolean,
): UploadHold | undefined {
  const { known, changed, stored, removed } = numbers;
  const why: UploadHold['why'][number][] = [];
  if (changed >= atLeast && changed > known * changedShare) why.push('names-change');
  if (!isMeant && removed >= atLeast && removed > stored * removedShare) why.push('many-removed');
  return why.length > 0 ? { ...numbers, why } : undefined;
}
