import { nextRunDay } from '../../lambda/domain/campaign/next-run.ts';
import type { CampaignStore } from '../../lambda/ports.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { readLogEvents } from './log-events.ts';
import type { ViewedCampaign } from './viewer-backend.ts';

/** Every campaign that is live, withdrawn, or in a file that is not good enough. */
export async function readCampaigns(campaigns: CampaignStore, cloud: LocalCloud): Promise<readonly ViewedCampaign[]> {
  const manifest = await campaigns.manifest();
  const nowMs = cloud.clock.nowMs();
  const publishedAtMs = new Map(
    readLogEvents(cloud, 'published').map(({ atMs, ids }) => [String(ids.campaign), atMs] as const),
  );
  const live = Object.entries(manifest.campaigns).map(async ([id, entry]): Promise<ViewedCampaign> => {
    const version = await campaigns.version(id, entry.version);
    const nextRun = version && nextRunDay(version.campaign, nowMs);
    const publishedMs = publishedAtMs.get(id);
    return {
      id,
      name: entry.name,
      state: entry.enabled ? 'live' : 'disabled',
      ...(version && { campaign: version.campaign }),
      ...(nextRun !== undefined && { nextRun }),
      ...(publishedMs !== undefined && { publishedAtMs: publishedMs }),
      problems: manifest.rejected[`campaigns/${id}.hbs`]?.problems ?? [],
    };
  });
  const withdrawn = Object.keys(manifest.withdrawn)
    .filter((id) => manifest.campaigns[id] === undefined)
    .map((id): ViewedCampaign => ({ id, name: id, state: 'withdrawn', problems: [] }));
  const rejected = Object.entries(manifest.rejected)
    .map(([file, { problems }]) => ({ id: file.replace(/^campaigns\/|\.hbs$/g, ''), problems }))
    .filter(({ id }) => manifest.campaigns[id] === undefined)
    .map(({ id, problems }): ViewedCampaign => ({ id, name: id, state: 'rejected', problems }));
  const gone = withdrawn.filter(({ id }) => !rejected.some((broken) => broken.id === id));
  return [...(await Promise.all(live)), ...rejected, ...gone];
}
