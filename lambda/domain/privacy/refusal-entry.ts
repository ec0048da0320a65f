/** One change of what a customer or an address refuses: what was done, when, and on whose word (a link, a bounce, a colleague). */
export interface RefusalEntry {
  readonly what: 'opt-out' | 'opt-in' | 'suppress' | 'erase';
  /** A campaign identity or `marketing` for opt-outs; the cause for suppressions; '' for erasures. */
  readonly about: string;
  /** Instant, ISO UTC. */
  readonly at: string;
  readonly source: string;
}
