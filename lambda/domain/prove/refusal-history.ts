import type { Campaign } from '../campaign/campaign.ts';

/** One line of the refusals' ledger. `about` = a campaign identity or `marketing`; a suppression's cause. */
export interface RefusalEntry {
  readonly what: 'opt-out' | 'opt-in' | 'suppress';
  readonly about: string;
  /** Instant, ISO UTC: of the word itself, or of the event that a suppression follows from. */
  readonly at: string;
}

/** What the ledger tells of one customer or address, and what is suppressed for them now. */
export interface RefusalHistory {
  readonly entries: readonly RefusalEntry[];
  readonly suppressed: readonly string[];
}

/** A "no" that covered a mail: since when, and whether it surely held by then. */
export interface CoveringRefusal {
  readonly what: 'opted-out' | 'suppressed';
  readonly since: string;
  readonly sure: boolean;
}

/** A mail is on its way when a "no" comes this shortly before it leaves. */
const UNDER_WAY_MS = 60_000;
/** The ledger has the time of the bounce or complaint; the event that tells of it may come this much later. */
const EVENT_DELAY_MS = 60 * 60_000;

/**
 * The "no" of a customer or an address that covered a campaign's mail at an instant; the surest one. What was taken back
 * before does not count; a suppression that is lifted by now may have been lifted before: that leaves no trace.
 */
export function refusalAt(
  { entries, suppressed }: RefusalHistory,
  { category, identity }: Campaign,
  sentAt: string,
): CoveringRefusal | undefined {
  const sentMs = Date.parse(sentAt);
  const before = entries
    .filter(({ at }) => Date.parse(at) <= sentMs)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const isMarketing = category === 'marketing';
  const optOuts = (isMarketing ? ['marketing', identity] : []).flatMap((scope): readonly CoveringRefusal[] => {
    const last = before.filter(({ what, about }) => what !== 'suppress' && about === scope).at(-1);
    if (last?.what !== 'opt-out') return [];
    return [{ what: 'opted-out', since: last.at, sure: sentMs - Date.parse(last.at) >= UNDER_WAY_MS }];
  });
  const suppressions = before.flatMap(({ what, about, at }): readonly CoveringRefusal[] => {
    const scope = about === 'bounce' ? 'everything' : 'marketing';
    if (what !== 'suppress' || (scope === 'marketing' && !isMarketing)) return [];
    const sure = suppressed.includes(scope) && sentMs - Date.parse(at) >= EVENT_DELAY_MS;
    return [{ what: 'suppressed', since: at, sure }];
  });
  const covering = [...optOuts, ...suppressions];
  return covering.find(({ sure }) => sure) ?? covering[0];
}
