import type { Campaign } from '../domain/campaign/campaign.ts';
import type { CampaignStore } from '../ports.ts';
import { findLiveCampaign } from './live-campaign.ts';

/** The live, enabled campaigns that an event of this name starts. */
export type EventCampaigns = (event: string) => Promise<readonly Campaign[]>;

/** Answers for one file: the manifest is read once, so that all events of a file meet the same campaigns. */
export async function readEventCampaigns(campaigns: CampaignStore): Promise<EventCampaigns> {
  const manifest = await campaigns.manifest();
  const frozen: CampaignStore = { ...campaigns, manifest: async () => manifest };
  const known = new Map<string, Promise<readonly Campaign[]>>();

  async function find(event: string): Promise<readonly Campaign[]> {
    const ids = Object.keys(manifest.campaigns).filter((id) => manifest.campaigns[id]?.event === event);
    const live = await Promise.all(ids.map((id) => findLiveCampaign(frozen, id)));
    return live.flatMap((found) => (found ? [found.version.campaign] : []));
  }

  return (event) => {
    const found = known.get(event) ?? find(event);
    known.set(event, found);
    return found;
  };
}
