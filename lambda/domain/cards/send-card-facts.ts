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
  /** Who is asked, where the mail waits for approval; both empty when nobody is named. */
  readonly approver?: CardPerson;
}

/** A colleague on a card: the owner of customers, or an approver. Both empty when there is nobody. */
export interface CardPerson {
  readonly name: string;
  readonly email: string;
}

/** A card, and the ids of what it tells. */
export interface CardWithIds {
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}
