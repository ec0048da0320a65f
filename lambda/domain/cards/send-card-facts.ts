import type { IsoDate } from '../calendar/plain-date.ts';
import type { KeptDecision } from '../send-log/kept-decision.ts';
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
  /** How far before or after that date the mail is due, as an ISO duration, or ''; and the day that comes to. */
  readonly offset: string;
  readonly dueOn?: IsoDate | undefined;
  /** The mail's subject, where it can be told. */
  readonly subject?: string;
  /** The page that shows the mail. */
  readonly mailUrl?: string;
  /** Who let the mail out or turned it down, or said what became of it, and in which words. */
  readonly decidedBy?: Pick<KeptDecision, 'decision' | 'by' | 'comment'>;
}

/** A card, and the ids of what it tells. */
export interface CardWithIds {
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}
