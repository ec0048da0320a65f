import { createMemoryCampaignStore } from '../../lambda/adapters/memory/memory-campaign-store.ts';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import { createMemoryRefusalStore } from '../../lambda/adapters/memory/memory-refusal-store.ts';
import { createMemorySendLog } from '../../lambda/adapters/memory/memory-send-log.ts';
import { usualBrake } from '../../lambda/domain/brake/brake-setting.ts';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { BucketFile, CampaignStore, Manifest } from '../../lambda/ports.ts';
import { type ImportSummary, importFile } from '../../lambda/use-cases/import/import-file.ts';
import type { RunTools } from '../../lambda/use-cases/plan-run.ts';
import { publishCampaigns } from '../../lambda/use-cases/publish-campaigns.ts';
import { eveOfDayMs } from '../../local/run/day-bounds.ts';
import type { DataFile } from '../data-files.ts';
import { zonesOfTemplates } from '../zones-of-templates.ts';
import { type RecordingSendLog, recordDecisions } from './decided-rows.ts';
import { createAgenda, type DueMessage, plainHasher, silentLog } from './quiet-ports.ts';
import { createRehearsalClock, type RehearsalClock } from './rehearsal-clock.ts';

/** What a rehearsal starts from. */
export interface RehearsalPlan {
  readonly stage: StageConfig;
  readonly date: IsoDate;
  readonly data: readonly DataFile[];
  readonly templates: readonly BucketFile[];
}

/** The product in memory: the same use cases as a run, over data from files. Nothing is written and nobody is mailed. */
export interface Rehearsal {
  readonly tools: RunTools & { readonly sendLog: RecordingSendLog };
  readonly clock: RehearsalClock;
  readonly campaigns: CampaignStore;
  readonly manifest: Manifest;
  readonly imports: readonly ImportSummary[];
  /** The next message for plan that comes due by then. */
  take(untilMs: number): DueMessage | undefined;
}

/** Imports the files, publishes the templates, and stands at the beginning of the day. */
export async function startRehearsal({ stage, date, data, templates }: RehearsalPlan): Promise<Rehearsal> {
  const clock = createRehearsalClock(eveOfDayMs(date, zonesOfTemplates(templates, stage.timeZone)));
  const agenda = createAgenda(() => clock.nowMs());
  const campaigns = createMemoryCampaignStore();
  const tools = {
    // What is usual for a campaign only the stage's own history tells; `expect` holds here, too.
    stage: {
      ...stage,
      brake: { ...usualBrake, firstRun: Number.POSITIVE_INFINITY, atLeast: Number.POSITIVE_INFINITY },
    },
    ...{ clock, campaigns, log: silentLog, hasher: plainHasher, queues: agenda.queues },
    schedules: agenda.schedules,
    customers: createMemoryCustomerStore({ model: stage.recordModel, hasher: plainHasher }),
    refusals: createMemoryRefusalStore(),
    sendLog: recordDecisions(createMemorySendLog({ clock })),
    templates: { readAll: async () => templates },
    hasTime: () => true,
    isRepeat: false,
  };
  const isEvents = ({ name }: DataFile) => name.endsWith('.jsonl');
  const imports: ImportSummary[] = [];
  const bringIn = async (file: DataFile) =>
    imports.push(await importFile(tools, { file: file.name, open: () => file.open() }));
  for (const file of data.filter((each) => !isEvents(each))) await bringIn(file);
  await publishCampaigns(tools);
  // Events start campaigns, so these have to be there first.
  for (const file of data.filter(isEvents)) await bringIn(file);
  return { tools, clock, campaigns, manifest: await campaigns.manifest(), imports, take: agenda.take };
}
