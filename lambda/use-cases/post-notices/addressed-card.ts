import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CardPayload } from '../../domain/cards/adaptive-card.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { CardAddress } from '../../ports.ts';

/** A card on its way: where it goes, and the notices that it tells. */
export interface AddressedCard {
  readonly address: CardAddress;
  readonly payload: CardPayload;
  readonly ids: readonly string[];
}

/** Where a campaign's cards go: to the channel it names, else the stage's; to the owner if it says so and there is one. */
export function addressOf(campaign: Campaign | undefined, ownerEmail: string, stage: StageConfig): CardAddress {
  const name = campaign?.channel;
  if (name === 'owner' && ownerEmail !== '') return { kind: 'owner', email: ownerEmail };
  return { kind: 'channel', name: name === undefined || name === 'owner' ? stage.defaultChannel : name };
}

/** Gathers items that go the same way. */
export function gatherBy<T>(items: readonly T[], wayOf: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const gathered = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const way = JSON.stringify(wayOf(item));
    const there = gathered.get(way);
    if (there) there.push(item);
    else gathered.set(way, [item]);
  }
  return [...gathered.values()];
}
