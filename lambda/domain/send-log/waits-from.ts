import { askedAboutFrom } from './asked-about-from.ts';
import type { SendRow } from './send-row.ts';

/**
 * From when on a row that waits (for a person, quota or time) may be looked at again: `notBefore`, else its own instant,
 * in the one ISO form that compares as text; one of unknown outcome is first left to the mail service's events.
 * Undefined for a row that does not wait.
 */
export function waitsFrom({ state, at }: Pick<SendRow, 'state' | 'at'>, notBefore: string | undefined) {
  switch (state) {
    case 'waiting':
    case 'awaiting-approval':
      return comparableInstant(notBefore ?? at);
    case 'uncertain':
      return comparableInstant(notBefore ?? askedAboutFrom(at));
    default:
      return undefined;
  }
}

/** An instant in the one ISO form that compares as text. */
export function comparableInstant(instant: string): string {
  return new Date(instant).toISOString();
}
