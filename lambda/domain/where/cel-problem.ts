import type { LocalizedText } from '../locale.ts';

/** What may be wrong with a condition: `offset` counts from 0 in the expression. */
export interface CelProblem extends CelComplaint {
  readonly offset: number;
}

/** A problem whose place is known otherwise. */
export interface CelComplaint {
  readonly message: LocalizedText;
  /** A name that is not known, with those that are. */
  readonly unknown?: { readonly name: string; readonly known: readonly string[] };
}
