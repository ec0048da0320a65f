import type { Campaign } from '../campaign/campaign.ts';
import { type StoredRecord, textOf } from '../records/record.ts';
import type { StageConfig } from '../stage-config.ts';

/** Names who reads an entry of a digest: where its campaign's cards go, and the customer's owner. */
export function digestPlace(
  { channel }: Pick<Campaign, 'channel'>,
  customer: StoredRecord,
  { defaultChannel }: Pick<StageConfig, 'defaultChannel'>,
): string {
  const email = textOf(customer, 'owner.email').trim().toLowerCase();
  const owner = email || textOf(customer, 'owner.name');
  if (channel === 'owner' && email !== '') return JSON.stringify(['owner', owner]);
  return JSON.stringify(['channel', owner, channel === undefined || channel === 'owner' ? defaultChannel : channel]);
}
