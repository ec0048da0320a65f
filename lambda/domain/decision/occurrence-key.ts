import type { Campaign, Trigger } from '../campaign/campaign.ts';
import type { Candidate } from './candidate.ts';

type DateTrigger = Extract<Trigger, { readonly kind: 'date' }>;

/**
 * The identity of one mail, for ever: `campaign#record#occasion#offset`. Whatever is not in it may change without
 * mailing anybody again: names, times, conditions, texts, the width of a `within`.
 */
export function occurrenceKey(campaign: Campaign, candidate: Candidate): string {
  return [campaign.identity, candidate.record, occasionOf(campaign, candidate), candidate.offset].join('#');
}

function occasionOf({ trigger }: Campaign, { nominal, event, offset }: Candidate): string {
  switch (trigger.kind) {
    case 'monthly':
      return nominal.slice(0, 7);
    case 'once':
      return 'once';
    case 'event':
      return event ?? '';
    case 'date':
      if (trigger.rule.kind === 'yearly') return nominal.slice(0, 4);
      return isOneOccasion(trigger, offset) ? 'once' : nominal;
  }
}

/**
 * Whether the record stands for one occasion, on whatever day: a delivery that moves is still the same delivery. A term that
 * is extended, such as a warranty's, ends anew.
 */
function isOneOccasion({ path: { hops, reach }, rule }: DateTrigger, offset: string): boolean {
  return reach.kind === 'through' || (hops.length > 0 && rule.kind === 'dated' && offset === '');
}

/** The campaign's identity that a key begins with. */
export function identityOfKey(key: string): string {
  const end = key.indexOf('#');
  return end === -1 ? key : key.slice(0, end);
}
