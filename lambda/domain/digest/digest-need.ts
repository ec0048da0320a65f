import type { Decision } from '../decision/decision.ts';
import type { DigestEntry } from '../notices/notice.ts';

/** Kinds of entries by how much they need a person, the most needy first. */
const byNeed: readonly DigestEntry['decision'][] = ['ask', 'stop', 'skip', 'send'];

/** Where an entry stands among others of a digest: the lower, the more it needs somebody. */
export function needOf({ decision }: Pick<DigestEntry, 'decision'>): number {
  return byNeed.indexOf(decision);
}

/** Whether a mail leaves if people do what is asked of them; what is stopped or lacks something does not. */
export function isToLeave({ decision }: Pick<DigestEntry, 'decision'>): boolean {
  return decision === 'send' || decision === 'ask';
}

/** Whether somebody has something to do: to approve, or to mend the data. What is stopped has been seen to. */
export function isToCheck({ decision }: Pick<DigestEntry, 'decision'>): boolean {
  return decision === 'ask' || decision === 'skip';
}

/** Whether a digest lists what was decided: what leaves, what somebody is asked or told of, and what somebody can mend. */
export function isForDigest({ kind, reason }: Decision): boolean {
  return kind !== 'skip' || reason === 'invalid-address' || reason.startsWith('missing-value:');
}
