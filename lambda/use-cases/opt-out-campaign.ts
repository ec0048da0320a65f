import type { Campaign } from '../domain/campaign/campaign.ts';
import type { CampaignStore } from '../ports.ts';

/** The campaign that a link names by its identity, under whatever id it is live now; undefined when it is gone. */
export async function findLinkedCampaign(
  campaigns: Pick<CampaignStore, 'manifest' | 'version'>,
  identity: string,
): Promise<Campaign | undefined> {
  const entries = Object.entries((await campaigns.manifest()).campaigns);
  const found = entries.find(([, entry]) => entry.identity === identity);
  if (found === undefined) return undefined;
  const [id, { version }] = found;
  return (await campaigns.version(id, version))?.campaign;
}
