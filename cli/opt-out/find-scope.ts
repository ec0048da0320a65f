import { didYouMean } from '../../lambda/domain/campaign-file/did-you-mean.ts';
import { allMarketing } from '../../lambda/domain/pages/mail-choice.ts';
import type { CampaignStore } from '../../lambda/ports.ts';
import { CommandFailure } from '../command-failure.ts';

/**
 * What an opt-out is from: all marketing, or the one campaign with this id, live or withdrawn, by its identity. Throws
 * CommandFailure for a campaign that there is none of or that cannot be refused.
 */
export async function findScope(
  campaigns: Pick<CampaignStore, 'manifest' | 'version'>,
  campaign: string | undefined,
): Promise<string> {
  if (campaign === undefined) return allMarketing;
  const manifest = await campaigns.manifest();
  const live = manifest.campaigns[campaign];
  const identity = live?.identity ?? manifest.withdrawn[campaign];
  if (identity === undefined) {
    const known = [...Object.keys(manifest.campaigns), ...Object.keys(manifest.withdrawn)];
    throw new CommandFailure(`There is no campaign "${campaign}".${didYouMean(campaign, known).en}`);
  }
  const version = live && (await campaigns.version(campaign, live.version));
  if (version?.campaign.category === 'contract') {
    throw new CommandFailure(
      `"${campaign}" is about a contract: customers must hear of that, so nobody can opt out of it. To have no automatic mail at all leave for a customer, set 自動メール停止フラグ in the customer's data.`,
    );
  }
  return identity;
}
