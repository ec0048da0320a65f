import { eventRefusedCard } from '../../domain/cards/event-refused-card.ts';
import { addressOf } from '../../domain/notices/card-address.ts';
import type { AddressedCard } from './addressed-card.ts';
import type { CardPlaces } from './card-places.ts';
import type { CardTools } from './notice-tools.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

/** One card for all events that could not be taken, in the stage's default channel. */
export function addressedEventRefusals(
  { stage }: CardTools,
  notices: readonly QueuedNotice<NoticeOf<'event-refused'>>[],
  places: CardPlaces,
): readonly AddressedCard[] {
  if (notices.length === 0) return [];
  const payload = eventRefusedCard(
    notices.map(({ notice }) => notice),
    stage,
  );
  return [{ address: places.of(addressOf(undefined, '', stage)), payload, ids: notices.map(({ id }) => id) }];
}
