/** A mistake that somebody could make: `find`, which stands once in `file`, becomes `replace`. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Seeds that may be needed to see it. */
  readonly seeds?: number;
}

export const mutations: readonly Mutation[] = [];
