import type { Decision } from '../decision/decision.ts';
import type { DigestEntry } from '../notices/notice.ts';

/** Kinds of entries by how much they need a person, the most needy first. */
const byNeed: readonly DigestEntry['decision'][] = ['ask', 'stop', 'skip', 'send'];

/** Where an entry stands among others of a digest: the lower, the more it needs somebody. */
export function needOf({ decision }: Pick<DigestEntry, 'decision'>): number {
  return byNeed.indexOf(decision);
}

/** Whether a digest lists what was decided: what leaves, what somebody is asked or told of, and what somebody can mend. */
export function isForDigest({ kind, reason }: Decision): boolean {
  return kind !== 'skip' || reason === 'invalid-address' || reason.startsWith('missing-value:');
}
