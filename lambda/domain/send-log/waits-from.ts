import type { SendRow } from './send-row.ts';

/**
 * From when on a row that waits (for a person, quota or time) may be looked at again: `notBefore`, else its own instant,
 * in the one ISO form that compares as text. Undefined for a row that does not wait.
 */
export function waitsFrom({ state, at }: Pick<SendRow, 'state' | 'at'>, notBefore: string | undefined) {
  if (state !== 'waiting' && state !== 'awaiting-approval') return undefined;
  return comparableInstant(notBefore ?? at);
}

/** An instant in the one ISO form that compares as text. */
export function comparableInstant(instant: string): string {
  return new Date(instant).toISOString();
}
