import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import type { CampaignStore, ManifestEntry } from '../ports.ts';

/** A campaign as it is live now. */
export interface LiveCampaign {
  readonly entry: ManifestEntry;
  readonly version: CampaignVersion;
}

/** The live, enabled campaign of this id, or undefined. Versions never change, so a caller may cache them for ever. */
export async function findLiveCampaign(campaigns: CampaignStore, id: string): Promise<LiveCampaign | undefined> {
  const { campaigns: entries } = await campaigns.manifest();
  const entry = entries[id];
  if (entry === undefined || !entry.enabled) return undefined;
  const version = await campaigns.version(id, entry.version);
  if (version === undefined) throw new Error(`The live version of campaign ${id} is missing`);
  return { entry, version };
}
