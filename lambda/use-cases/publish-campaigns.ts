import { extendModel } from '../domain/campaign-file/extend-model.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type {
  CampaignStore,
  Clock,
  CustomerReader,
  Log,
  Manifest,
  Queues,
  Schedules,
  TemplateStore,
} from '../ports.ts';
import { type CompiledBucket, compileBucket } from './compile-bucket.ts';
import { owedBy, settleOwed } from './publish-owed.ts';
import { reconcileSchedules } from './reconcile-schedules.ts';

/** What publishing needs. */
export interface PublishTools {
  readonly templates: TemplateStore;
  readonly campaigns: CampaignStore;
  readonly customers: CustomerReader;
  readonly schedules: Schedules;
  readonly queues: Pick<Queues, 'notify' | 'plan'>;
  readonly clock: Clock;
  readonly stage: StageConfig;
  readonly log: Log;
}

const MAX_ROUNDS = 8;

/**
 * Makes what is live agree with the bucket as it is now, whatever changed and however often it is called: compiles,
 * stores versions, replaces the manifest if nobody else did meanwhile, sets the schedules, tells people.
 */
export async function publishCampaigns(tools: PublishTools): Promise<void> {
  const { campaigns, templates, customers, stage, clock, log } = tools;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // The manifest is read before the bucket: what is written under its next revision is then never older than it.
    const before = await campaigns.manifest();
    const model = extendModel(stage.recordModel, await customers.extraColumns());
    const bucket = compileBucket(await templates.readAll(), before, { stage, model, nowMs: clock.nowMs() });
    const after = nextManifest(before, bucket);
    if (isSame(before, after)) return settle(tools, before);
    for (const version of bucket.fresh) await campaigns.putVersion(version);
    const live = { ...after, owed: await owedBy(campaigns, before, after, bucket.fresh) };
    if (!(await campaigns.putManifest(live))) continue;
    for (const { campaign, version } of bucket.fresh) log.info('published', { campaign: campaign.id, version });
    return settle(tools, live);
  }
  throw new Error('The manifest kept changing; the next delivery of the event tries again');
}

/** Schedules first: what cannot be told of one campaign keeps none from running, or from being withdrawn. */
async function settle(tools: PublishTools, manifest: Manifest): Promise<void> {
  await reconcileSchedules(tools.campaigns, tools.schedules, tools.log);
  await settleOwed(tools, manifest);
}

function nextManifest(before: Manifest, { entries, broken }: CompiledBucket): Manifest {
  const gone = Object.entries(before.campaigns).filter(([id]) => entries[id] === undefined);
  return {
    revision: before.revision + 1,
    campaigns: entries,
    withdrawn: { ...before.withdrawn, ...Object.fromEntries(gone.map(([id, { identity }]) => [id, identity])) },
    rejected: broken,
  };
}

function isSame(before: Manifest, after: Manifest): boolean {
  const content = ({ campaigns, rejected }: Manifest) =>
    JSON.stringify([campaigns, rejected].map((record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
  return content(before) === content(after);
}
