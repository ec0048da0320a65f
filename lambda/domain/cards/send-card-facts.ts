import type { IsoDate } from '../calendar/plain-date.ts';
import type { CardPayload } from './adaptive-card.ts';
import type { Outcome } from './outcome-text.ts';

/** One send as a card tells it. Empty texts are left out. `id` comes back with the card that tells it. */
export interface SendFacts extends Outcome {
  readonly id: string;
  readonly campaign: string;
  readonly campaignName: string;
  readonly customer: string;
  readonly customerName: string;
  readonly company: string;
  readonly crmUrl: string;
  /** The occasion's date, where it is known. */
  readonly date: IsoDate | undefined;
  /** ISO duration, or ''. */
  readonly offset: string;
}

/** Whose customers they are; both empty when nobody looks after them. */
export interface CardOwner {
  readonly name: string;
  readonly email: string;
}

/** A card, and the ids of what it tells. */
export interface CardWithIds {
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}
