import type { Campaign } from '../campaign/campaign.ts';
import type { StageConfig } from '../stage-config.ts';

/** A place where cards go: a channel by name, or an owner by address. */
export type CardAddress =
  | { readonly kind: 'channel'; readonly name: string }
  | { readonly kind: 'owner'; readonly email: string };

/** Where a campaign's cards go: to the channel it names, else the stage's; to the owner if it says so and there is one. */
export function addressOf(
  campaign: Pick<Campaign, 'channel'> | undefined,
  ownerEmail: string,
  { defaultChannel }: Pick<StageConfig, 'defaultChannel'>,
): CardAddress {
  const name = campaign?.channel;
  if (name === 'owner' && ownerEmail !== '') return { kind: 'owner', email: ownerEmail };
  return { kind: 'channel', name: name === undefined || name === 'owner' ? defaultChannel : name };
}
