import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import type { OwedByPublication } from '../domain/campaign/manifest.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { CampaignStore, Clock, CustomerReader, Manifest, Queues } from '../ports.ts';
import { forecastNextRun } from './forecast-next-run.ts';
import type { PlanMessage } from './messages.ts';

/** What bringing about what a publication owes needs. */
export interface OwedTools {
  readonly campaigns: CampaignStore;
  readonly customers: CustomerReader;
  readonly queues: Pick<Queues, 'notify' | 'plan'>;
  readonly clock: Clock;
  readonly stage: StageConfig;
}

/**
 * What follows when one manifest takes another's place, with what the former still owes. A changed `expect` is a person's word on a run that was larger than
 * the old one. A campaign that begins to look at an old list's column takes over what the list says was sent.
 */
export async function owedBy(
  campaigns: CampaignStore,
  before: Manifest,
  after: Manifest,
  fresh: readonly CampaignVersion[],
): Promise<OwedByPublication> {
  const [released, takingOver]: [string[], string[]] = [[], []];
  for (const { campaign } of fresh) {
    const live = before.campaigns[campaign.id];
    const former = live && (await campaigns.version(campaign.id, live.version));
    if (beginsToTakeOver(former?.campaign, campaign)) takingOver.push(campaign.id);
    if (former !== undefined && former.campaign.expect !== campaign.expect) released.push(campaign.id);
  }
  const { owed } = before;
  return {
    published: union(
      owed?.published,
      fresh.map(({ campaign }) => campaign.id),
    ),
    rejected: union(
      owed?.rejected,
      Object.keys(after.rejected).filter((file) => before.rejected[file]?.hash !== after.rejected[file]?.hash),
    ),
    withdrawn: union(owed?.withdrawn, Object.keys(before.campaigns)).filter((id) => after.campaigns[id] === undefined),
    released: union(owed?.released, released),
    takingOver: union(owed?.takingOver, takingOver),
  };
}

function union(earlier: readonly string[] = [], later: readonly string[]): readonly string[] {
  return [...new Set([...earlier, ...later])];
}

function beginsToTakeOver(former: Campaign | undefined, { lastSentColumn, enabled }: Campaign): boolean {
  if (lastSentColumn === undefined || !enabled) return false;
  return former?.lastSentColumn !== lastSentColumn || !former.enabled;
}

/** Brings about what the live manifest owes, and takes that off it unless it has changed meanwhile: told twice rather than never. */
export async function settleOwed(tools: OwedTools, manifest: Manifest): Promise<void> {
  const { owed, ...settled } = manifest;
  if (owed === undefined) return;
  await tools.queues.plan(messagesOf(owed));
  await tools.queues.notify(await noticesOf(tools, manifest, owed));
  await tools.campaigns.putManifest({ ...settled, revision: manifest.revision + 1 });
}

function messagesOf({ released, takingOver }: OwedByPublication): readonly PlanMessage[] {
  const releases = released.map((campaign): PlanMessage => ({ kind: 'release', campaign }));
  // One walk over the customers for all of them.
  return takingOver.length === 0 ? releases : [...releases, { kind: 'take-over', campaigns: takingOver }];
}

async function noticesOf(tools: OwedTools, manifest: Manifest, owed: OwedByPublication): Promise<readonly Notice[]> {
  const published = await Promise.all(owed.published.map((id) => publishedNotice(tools, manifest, id)));
  const rejected = owed.rejected.flatMap((file): readonly Notice[] => {
    const problems = manifest.rejected[file]?.problems;
    return problems === undefined ? [] : [{ kind: 'rejected-file', file, problems }];
  });
  const withdrawn = owed.withdrawn.map((campaign): Notice => ({ kind: 'withdrawn', campaign }));
  return [...published.flat(), ...rejected, ...withdrawn];
}

async function publishedNotice(
  { campaigns, customers, stage, clock }: OwedTools,
  manifest: Manifest,
  campaign: string,
): Promise<readonly Notice[]> {
  const live = manifest.campaigns[campaign];
  const version = live && (await campaigns.version(campaign, live.version));
  if (version === undefined) return [];
  const forecast = await forecastNextRun(customers, version, stage, clock.nowMs());
  return [{ kind: 'published', campaign, version: version.version, ...forecast }];
}
