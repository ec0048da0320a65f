import type { IsoDate } from '../calendar/plain-date.ts';
import type { CardPayload } from './adaptive-card.ts';
import type { NamedCustomer } from './customer-text.ts';
import type { Outcome } from './outcome-text.ts';

/** One send as a card tells it. Empty texts are left out. `id` comes back with the card that tells it. */
export interface SendFacts extends Outcome, NamedCustomer {
  readonly id: string;
  readonly campaign: string;
  readonly campaignName: string;
  /** The occasion's date, where it is known. */
  readonly date: IsoDate | undefined;
  /** ISO duration, or ''. */
  readonly offset: string;
  /** The mail's subject, where it can be told. */
  readonly subject?: string;
  /** The page that shows the mail. */
  readonly mailUrl?: string;
  /** Who turned the mail down, and what they said. */
  readonly rejectedBy?: { readonly by: string; readonly comment: string };
}

/** A card, and the ids of what it tells. */
export interface CardWithIds {
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}
