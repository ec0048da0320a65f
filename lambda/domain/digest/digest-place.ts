import { ownerOf } from '../approval/person.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { addressOf } from '../notices/card-address.ts';
import type { StoredRecord } from '../records/record.ts';
import type { StageConfig } from '../stage-config.ts';

/** Names who reads an entry of a digest: where its campaign's cards go, and the customer's owner. */
export function digestPlace(
  campaign: Pick<Campaign, 'channel'>,
  customer: StoredRecord,
  stage: Pick<StageConfig, 'defaultChannel'>,
): string {
  const { name, email } = ownerOf(customer);
  const owner = email.toLowerCase();
  return JSON.stringify([owner || name, addressOf(campaign, owner, stage)]);
}
