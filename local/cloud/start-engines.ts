import type { ScheduleChanges } from '../endpoints/scheduler/schedule-store.ts';
import { type SchedulerEndpoint, startScheduler } from '../endpoints/scheduler.ts';
import { type SecretsEndpoint, startSecrets } from '../endpoints/secrets.ts';
import { type SesEndpoint, type SesOptions, startSes } from '../endpoints/ses.ts';
import { startTeams, type TeamsEndpoint, type TeamsOptions } from '../endpoints/teams.ts';
import type { LocalClock } from '../virtual-clock.ts';
import type { LocalPlace } from './assembly/resource-identity.ts';
import { createTables } from './engines/create-tables.ts';
import { type DynamoEngine, type DynamoEngineName, startDynamoEngine } from './engines/dynamo-engine.ts';
import { type Fauxqs, startFauxqs } from './engines/fauxqs.ts';
import type { JournalEntry } from './engines/state-journal.ts';
import { forwardTo } from './proxy/forward.ts';
import type { Backend } from './proxy/http-message.ts';
import type { CloudParts } from './wiring/cloud-parts.ts';

/** What the engines are started with. */
export interface EngineOptions {
  readonly parts: CloudParts;
  readonly place: LocalPlace;
  readonly clock: LocalClock;
  /** When schedules are said to be created. */
  readonly schedulerClock: LocalClock;
  readonly engine?: DynamoEngineName;
  readonly stateDir?: string;
  readonly ses?: SesOptions;
  readonly teams?: TeamsOptions;
  /** Is given what the stand-ins without storage of their own must not forget, before they answer. */
  readonly keep: (entry: JournalEntry) => void;
}

/** Everything that stands in for an AWS service, and the Teams webhook. */
export interface Engines {
  readonly dynamo: DynamoEngine;
  readonly fauxqs: Fauxqs;
  readonly ses: SesEndpoint;
  readonly scheduler: SchedulerEndpoint;
  readonly secrets: SecretsEndpoint;
  readonly teams: TeamsEndpoint;
  /** By the service name in a request's signature. */
  readonly backends: Readonly<Record<string, Backend>>;
  close(): Promise<void>;
}

/** Starts the stand-ins and creates what the templates hold, where it is not there from before. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { parts, place, clock, engine, stateDir, keep } = options;
  const { region, account: accountId } = place;
  const { identities: verifiedIdentities, configurationSets, secrets: known } = parts;
  const [dynamo, fauxqs, ses, scheduler, secrets, teams] = await Promise.all([
    startDynamoEngine(engine, stateDir).then(async (started) => {
      await createTables(started.url, region, parts.tables);
      return started;
    }),
    startFauxqs(stateDir),
    startSes({
      ...{ clock, rateClock: clock, region, accountId, verifiedIdentities, configurationSets, ...options.ses },
      onAccepted: (mail) => keep({ kind: 'mail', mail }),
    }),
    startScheduler({ clock: options.schedulerClock, region, accountId, changes: keptSchedules(keep) }),
    startSecrets({ clock, secrets: known }),
    startTeams({ clock, rateClock: clock, ...options.teams, onPost: (post) => keep({ kind: 'post', post }) }),
  ]);
  for (const { name } of parts.buckets) if (!fauxqs.buckets.hasBucket(name)) fauxqs.buckets.createBucket(name);
  const forwards = {
    ses: forwardTo(ses.url),
    scheduler: forwardTo(scheduler.url),
    secretsmanager: forwardTo(secrets.url),
  };
  return {
    dynamo,
    fauxqs,
    ses,
    scheduler,
    secrets,
    teams,
    backends: {
      dynamodb: dynamo.backend,
      s3: fauxqs.backend,
      sqs: fauxqs.backend,
      ses: forwards.ses.backend,
      sesv2: forwards.ses.backend,
      scheduler: forwards.scheduler.backend,
      secretsmanager: forwards.secretsmanager.backend,
    },
    async close() {
      for (const forward of Object.values(forwards)) forward.close();
      await Promise.all([dynamo, fauxqs, ses, scheduler, secrets, teams].map((one) => one.close()));
    },
  };
}

function keptSchedules(keep: EngineOptions['keep']): ScheduleChanges {
  return {
    kept: (schedule) => keep({ kind: 'schedule', schedule }),
    gone: (arn) => keep({ kind: 'schedule-gone', arn }),
    groupKept: (group) => keep({ kind: 'group', group: { ...group } }),
    groupGone: (name) => keep({ kind: 'group-gone', name }),
  };
}
