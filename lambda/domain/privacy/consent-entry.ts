import type { Category } from '../campaign/campaign.ts';

/** One change of a customer's consent, as the records that were taken in tell it. */
export interface ConsentEntry {
  readonly customer: string;
  /** What mail it is about. */
  readonly category: Category;
  /** `given`, `withdrawn`, or `unknown` again where a source left it empty. */
  readonly what: 'given' | 'withdrawn' | 'unknown';
  /** When we learned of it, ISO UTC. */
  readonly at: string;
  /** The file or event that told it. */
  readonly source: string;
}
