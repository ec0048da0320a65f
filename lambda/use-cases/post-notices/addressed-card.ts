import type { CardPayload } from '../../domain/cards/adaptive-card.ts';
import type { CardAddress } from '../../ports.ts';

/** A card on its way: where it goes, and the notices that it tells. */
export interface AddressedCard {
  readonly address: CardAddress;
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}
