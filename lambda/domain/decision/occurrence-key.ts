import type { Campaign, DatePath } from '../campaign/campaign.ts';
import type { Candidate } from './candidate.ts';

/**
 * The identity of one mail, for ever: `campaign#record#occasion#offset`. Whatever is not in it may change without
 * mailing anybody again: names, times, conditions, texts, the width of a `within`.
 */
export function occurrenceKey(campaign: Campaign, candidate: Candidate): string {
  return [campaign.identity, candidate.record, occasionOf(campaign, candidate), candidate.offset].join('#');
}

function occasionOf({ trigger }: Campaign, { nominal, event }: Candidate): string {
  switch (trigger.kind) {
    case 'monthly':
      return nominal.slice(0, 7);
    case 'once':
      return 'once';
    case 'event':
      return event ?? '';
    case 'date':
      if (trigger.rule.kind === 'yearly') return nominal.slice(0, 4);
      // A delivery that moves to another day is still the same delivery.
      return isRelated(trigger.path) ? 'once' : nominal;
  }
}

/** Whether the date is that of a record which concerns several customers, and not their own. */
function isRelated({ hops, reach }: DatePath): boolean {
  return hops.length > 0 || reach.kind === 'through';
}

/** The campaign's identity that a key begins with. */
export function identityOfKey(key: string): string {
  const end = key.indexOf('#');
  return end === -1 ? key : key.slice(0, end);
}
