import type { Decision } from './decision.ts';

/** A customer's decision under the key of its occurrence. */
interface Judged {
  readonly candidate: { readonly customer: string };
  readonly key: string;
  readonly decision: Decision;
}

/**
 * Of several ways to a customer's same occurrence (two enrolments in one program) keeps one: the first that `where` accepts, else
 * the first. The order is kept.
 */
export function onePerOccurrence<T extends Judged>(judged: readonly T[]): readonly T[] {
  const kept = new Map<string, T>();
  for (const each of judged) {
    const name = `${each.candidate.customer}#${each.key}`;
    const earlier = kept.get(name);
    if (
      earlier === undefined ||
      (earlier.decision.reason === 'where-false' && each.decision.reason !== 'where-false')
    ) {
      kept.set(name, each);
    }
  }
  return [...kept.values()];
}
