import type { RenumberedId } from './upload.ts';

const SHOWN = 5;
/** With a digit and without letters beyond ASCII: neither a name nor an address. What is noted of an upload outlives an erasure. */
const CODE = /^(?=.*\d)[\w.-]{1,40}$/;

/** A handful of ids to look at: one more of them, unless there are enough, or it may say who somebody is. */
export function withExample(examples: readonly string[], id: string): readonly string[] {
  return examples.length < SHOWN && CODE.test(id) ? [...examples, id] : examples;
}

/** The same of ids that have changed: both of them are to say nothing. */
export function withRenumbered(examples: readonly RenumberedId[], ids: RenumberedId): readonly RenumberedId[] {
  const { id, knownAs } = ids;
  return examples.length < SHOWN && CODE.test(id) && CODE.test(knownAs) ? [...examples, ids] : examples;
}
