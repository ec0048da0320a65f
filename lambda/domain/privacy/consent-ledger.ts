import type { Category } from '../campaign/campaign.ts';
import { allMarketing } from '../pages/mail-choice.ts';
import type { ConsentEntry } from './consent-entry.ts';
import type { RefusalEntry } from './refusal-entry.ts';

/** One change of what a customer agrees to, whichever way we learned of it. */
export interface ConsentChange {
  readonly category: Category;
  /** A campaign's identity when it is about that campaign only, or `everything` of the category. */
  readonly scope: string;
  readonly what: 'given' | 'withdrawn' | 'unknown';
  /** Instant, ISO UTC. */
  readonly at: string;
  /** The file or event that told it, or the way the customer said so: `one-click`, `phone` … */
  readonly source: string;
}

/** Everything that a scope stands for. */
const everything = 'everything';

/**
 * A customer's consents as records tell them, and what they have refused and taken back since, in one list, oldest first.
 * The same word said for the customer and for their address is one change.
 */
export function consentLedger(
  consents: readonly ConsentEntry[],
  refusals: readonly RefusalEntry[],
): readonly ConsentChange[] {
  const told = consents.map(({ category, what, at, source }): ConsentChange => {
    return { category, scope: everything, what, at, source };
  });
  const said = refusals.flatMap(({ what, about, at, source }): readonly ConsentChange[] => {
    if (what !== 'opt-out' && what !== 'opt-in') return [];
    const scope = about === allMarketing ? everything : about;
    return [{ category: 'marketing', scope, what: what === 'opt-out' ? 'withdrawn' : 'given', at, source }];
  });
  const changes = new Map([...told, ...said].map((change) => [Object.values(change).join('\u0000'), change]));
  return [...changes.values()].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
