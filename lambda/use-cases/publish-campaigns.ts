import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import { extendModel } from '../domain/campaign-file/extend-model.ts';
import type { Notice } from '../domain/notices/notice.ts';
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
import { forecastNextRun } from './forecast-next-run.ts';
import type { PlanMessage } from './messages.ts';
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
    if (isSame(before, after)) return reconcileSchedules(campaigns, tools.schedules, log);
    for (const version of bucket.fresh) await campaigns.putVersion(version);
    const notices = await noticesOf(tools, before, after, bucket);
    const followUps = await followUpsOf(tools, before, bucket.fresh);
    if (!(await campaigns.putManifest(after))) continue;
    // Told at once: whatever fails from here on is tried again, and then there is nothing new to tell.
    await tools.queues.notify(notices);
    await tools.queues.plan(followUps);
    for (const { campaign, version } of bucket.fresh) log.info('published', { campaign: campaign.id, version });
    return reconcileSchedules(campaigns, tools.schedules, log);
  }
  throw new Error('The manifest kept changing; the next delivery of the event tries again');
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

async function noticesOf(
  tools: PublishTools,
  before: Manifest,
  after: Manifest,
  bucket: CompiledBucket,
): Promise<readonly Notice[]> {
  const published = await Promise.all(bucket.fresh.map((version) => publishedNotice(tools, version)));
  const rejected = Object.entries(bucket.broken)
    .filter(([file, { hash }]) => before.rejected[file]?.hash !== hash)
    .map(([file, { problems }]): Notice => ({ kind: 'rejected-file', file, problems }));
  const withdrawn = Object.keys(before.campaigns)
    .filter((id) => after.campaigns[id] === undefined)
    .map((campaign): Notice => ({ kind: 'withdrawn', campaign }));
  return [...published, ...rejected, ...withdrawn];
}

/**
 * A changed `expect` is a person's word on a run that was larger than the old one. A campaign that begins to look at an old
 * list's column takes over what the list says was sent.
 */
async function followUpsOf(
  { campaigns }: PublishTools,
  before: Manifest,
  fresh: readonly CampaignVersion[],
): Promise<readonly PlanMessage[]> {
  const messages: PlanMessage[] = [];
  const takingOver: string[] = [];
  for (const { campaign } of fresh) {
    const live = before.campaigns[campaign.id];
    const former = live && (await campaigns.version(campaign.id, live.version));
    if (beginsToTakeOver(former?.campaign, campaign)) takingOver.push(campaign.id);
    if (former === undefined || former.campaign.expect === campaign.expect) continue;
    messages.push({ kind: 'release', campaign: campaign.id });
  }
  // One walk over the customers for all of them.
  return takingOver.length === 0 ? messages : [...messages, { kind: 'take-over', campaigns: takingOver }];
}

function beginsToTakeOver(former: Campaign | undefined, { lastSentColumn, enabled }: Campaign): boolean {
  if (lastSentColumn === undefined || !enabled) return false;
  return former?.lastSentColumn !== lastSentColumn || !former.enabled;
}

async function publishedNotice(tools: PublishTools, version: CampaignVersion): Promise<Notice> {
  const { id } = version.campaign;
  const forecast = await forecastNextRun(tools.customers, version, tools.stage, tools.clock.nowMs());
  return { kind: 'published', campaign: id, version: version.version, ...forecast };
}
