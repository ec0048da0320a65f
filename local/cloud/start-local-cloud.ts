import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createEvents } from '../endpoints/events.ts';
import type { SesOptions } from '../endpoints/ses.ts';
import type { TeamsOptions } from '../endpoints/teams.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { resolveStacks } from './assembly/resolve-stacks.ts';
import type { LocalPlace } from './assembly/resource-identity.ts';
import { localDynamoClient } from './engines/create-tables.ts';
import type { DynamoEngineName } from './engines/dynamo-engine.ts';
import { keepState, readSavedState, type StateKeeper, schedulesAsOf } from './engines/kept-state.ts';
import { forgetHalfStart, untilReleased } from './engines/state-folder.ts';
import type { JournalEntry } from './engines/state-journal.ts';
import { publishMailEvents } from './events/publish-mail-events.ts';
import { publishObjects } from './events/publish-objects.ts';
import { accessKeyIdOf, localAccessKeyId } from './functions/function-env.ts';
import { createFunctionLog } from './functions/function-log.ts';
import { functionOfJob } from './functions/function-of-job.ts';
import type { Invocation } from './functions/invoker.ts';
import { serveRoutes } from './functions/serve-routes.ts';
import { createAuthority } from './iam/authority.ts';
import type { JsonObject } from './json.ts';
import { openBucket } from './local-bucket.ts';
import type { LocalCloud } from './local-cloud.ts';
import { observeCloud } from './observe-cloud.ts';
import { type Caller, createAwsProxy } from './proxy/aws-proxy.ts';
import type { CallFaults } from './proxy/call-fault.ts';
import { createJournal } from './proxy/call-record.ts';
import type { Backend, ProxyRequest } from './proxy/http-message.ts';
import { startListener } from './proxy/local-listener.ts';
import { createRotateSecret } from './rotate-secret.ts';
import { startEngines } from './start-engines.ts';
import { wireCloud } from './wire-cloud.ts';
import { readParts } from './wiring/read-parts.ts';

/** How to start a local cloud. */
export interface LocalCloudOptions {
  /** A synthesized cloud assembly. */
  readonly outdir: string;
  /** Where the virtual clock starts. @default where the kept state stopped, or now */
  readonly startMs?: number;
  /** Keeps tables, bucket, queues, mails, cards, schedules and the clock. @default nothing outlives the cloud */
  readonly stateDir?: string;
  /** @default dynoxide where this machine has it, else dynalite */
  readonly engine?: DynamoEngineName;
  readonly ses?: SesOptions;
  readonly teams?: TeamsOptions;
  /** Whose midnight ends a day. @default Asia/Tokyo */
  readonly timeZone?: string;
  /** Has DynamoDB tell what each call consumes. @default false */
  readonly measureCapacity?: boolean;
  /** What goes wrong on the way between functions and services. @default nothing */
  readonly faults?: CallFaults;
  /** Port of the HTTP API. @default the one of the kept state, so that its links still work, if it is free; else any */
  readonly pagesPort?: number;
  readonly onProgress?: (step: string) => void;
  /** Hears of every call of a function when it has ended. */
  readonly onInvoked?: (invocation: Invocation) => void;
}

/** Of the events put on buses, the latest so many can be looked at. */
const keptBusEvents = 10_000;

/** The account that local resources are in. */
const localAccount = '000000000000';

/**
 * Brings the stacks of a cloud assembly to life: real handlers in worker threads, wired as their templates say, every
 * SDK call checked against the caller's role. Throws a TemplateError for anything it does not know how to obey.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { outdir, stateDir, onProgress = () => {}, timeZone = 'Asia/Tokyo', measureCapacity = false } = options;
  if (stateDir !== undefined) await untilReleased(stateDir);
  const saved = stateDir === undefined ? undefined : readSavedState(stateDir);
  if (stateDir !== undefined && saved === undefined) forgetHalfStart(stateDir);
  const clock = createVirtualClock(options.startMs ?? saved?.clockMs ?? Date.now());

  onProgress('templates');
  const stacks = readAssembly(outdir);
  // The addresses stand in the functions' environments, so they must be known before anything can answer there.
  let answerApi: Backend = starting;
  let answerPages: Backend = starting;
  const api = await startListener((request) => answerApi(request));
  const pages = await listenForPages((request) => answerPages(request), options.pagesPort, saved?.pagesPort);
  const region = stacks.find((stack) => stack.region !== undefined)?.region ?? 'ap-northeast-1';
  const place: LocalPlace = { region, account: localAccount, proxyUrl: api.url, pagesUrl: pages.url };
  const closeListeners = async () => void (await Promise.all([api.close(), pages.close()]));
  const parts = await closingOnError(closeListeners, async () => readParts(resolveStacks(stacks, place)));
  const authority = createAuthority(parts, place);
  const journal = createJournal();
  const log = createFunctionLog(clock);

  onProgress('engines');
  let isCreating = true;
  // The stacks' own schedules begin on a whole minute, so that a rate falls on the same times on every machine.
  const schedulerClock = { nowMs: () => (isCreating ? Math.floor(clock.nowMs() / 60_000) * 60_000 : clock.nowMs()) };
  let keeper: StateKeeper | undefined;
  const keep = (entry: JournalEntry) => keeper?.append(entry);
  const engines = await closingOnError(closeListeners, () =>
    startEngines({ ...options, parts, place, clock, schedulerClock, keep }),
  );
  const { fauxqs, ses, scheduler, secrets, teams } = engines;
  if (saved) {
    ses.restore(saved.ses);
    teams.restore(saved.teams);
    const isEarlier = clock.nowMs() < saved.clockMs;
    scheduler.restore(isEarlier ? schedulesAsOf(saved.scheduler, clock.nowMs()) : saved.scheduler);
  }
  for (const group of parts.scheduleGroups) scheduler.putGroup(group);
  for (const schedule of parts.schedules) scheduler.put(schedule);
  isCreating = false;
  if (stateDir !== undefined) keeper = keepState({ stateDir, generation: saved?.generation ?? 0, clock, snapshot });
  function snapshot() {
    return {
      clockMs: clock.nowMs(),
      pagesPort: Number(new URL(pages.url).port),
      ses: ses.toJSON(),
      scheduler: scheduler.toJSON(),
      teams: teams.toJSON(),
    };
  }

  onProgress('functions');
  const { queues, invoker, bus, drain, runUntil, stop } = wireCloud({
    ...{ parts, place, authority, journal, clock, log, fauxqs, scheduler, timeZone },
    onInvoked: options.onInvoked ?? (() => {}),
    onDrained: () => keeper?.tick(),
  });
  const observation = observeCloud({ parts, ses, teams, queues, journal, log });
  ses.onEvent(publishMailEvents(parts, bus));

  const callers = new Map<string, Caller>([[localAccessKeyId, { name: 'local' }]]);
  for (const part of parts.functions) {
    callers.set(accessKeyIdOf(part), { name: part.logicalId, principal: authority.rolePrincipal(part.roleArn) });
  }
  const busEvents: JsonObject[] = [];
  const events = createEvents({
    ...{ clock, region, account: place.account },
    publish(event, name) {
      if (busEvents.push(event) > keptBusEvents) busEvents.shift();
      bus.publish(event, name);
    },
  });
  const publishing = publishObjects({ parts, place, clock, bus, buckets: fauxqs.buckets, keep });
  const proxy = createAwsProxy({
    parts,
    place,
    authority,
    journal,
    clock,
    callers,
    backends: { ...engines.backends, events },
    measureCapacity,
    ...(options.faults !== undefined && { faults: options.faults }),
    onStart: publishing.before,
    onSuccess(service, call, _response, caller) {
      if (service === 'sqs' && call.operation.startsWith('sqs:SendMessage')) {
        queues.arrived();
        // Functions send while they are called, and then somebody waits for all to settle; people at a terminal do not.
        if (caller.principal === undefined) void drain();
      }
      if (service === 'events' && caller.principal === undefined) void drain();
      keeper?.tick();
      publishing.after(call);
    },
  });
  answerApi = async (request) => {
    const answer = await proxy(request);
    // What a person puts there from a terminal is taken up at once; whoever does so in this process drains when it is due.
    if (isFileChange(request)) void drain();
    return answer;
  };
  answerPages = serveRoutes({
    routes: parts.routes,
    place,
    authority,
    invoker,
    journal,
    clock,
    // Whatever a page set off is done soon after it was answered.
    onServed: () => void drain(),
  });

  for (const { environment } of parts.functions) {
    const teamsSecret = environment.TEAMS_SECRET;
    const webhooks = { default: `${teams.url}/default`, channels: {}, owners: {} };
    if (teamsSecret !== undefined) secrets.set(teamsSecret, JSON.stringify(webhooks));
  }
  // Who was killed may not have told any more what it had done. Told twice is as good as once.
  if (saved?.mailsTaken) ses.tellLatestAgain();
  for (const objects of saved?.objects ?? []) publishing.again(objects);
  keeper?.save();

  const client = localDynamoClient(api.url, region);
  const dynamo = DynamoDBDocumentClient.from(client);
  const bucketName = parts.buckets.find(({ raisesEvents }) => raisesEvents)?.name ?? '';

  return {
    ...openBucket(bucketName, proxy, fauxqs.buckets),
    clock,
    pagesUrl: pages.url,
    proxyUrl: api.url,
    region,
    parts,
    ses,
    teams,
    dynamo,
    busEvents: () => busEvents,
    drain,
    runUntil,
    ...observation,
    async invoke(job, event) {
      const result = await invoker.invoke(functionOfJob(parts.functions, job).arn, event);
      if (!result.ok) throw new Error(`${job}: ${result.errorType}: ${result.errorMessage}`);
      return result.result;
    },
    setSecret: (id, value) => secrets.set(parts.secrets.find(({ name }) => name === id)?.arn ?? id, value),
    rotateSecret: createRotateSecret({ parts, place, authority, invoker }),
    async close() {
      await stop();
      keeper?.save();
      client.destroy();
      await Promise.all([closeListeners(), engines.close()]);
    },
  };
}

/** Whether somebody other than a function puts or removes a file. */
function isFileChange({ method, headers: { authorization = '' } }: ProxyRequest): boolean {
  const isOurs = authorization.includes(`Credential=${localAccessKeyId}/`) && authorization.includes('/s3/');
  return isOurs && method !== 'GET' && method !== 'HEAD';
}

async function listenForPages(answer: Backend, asked: number | undefined, before: number | undefined) {
  if (asked !== undefined || before === undefined) return startListener(answer, asked);
  try {
    return await startListener(answer, before);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return startListener(answer);
    throw error;
  }
}

async function starting() {
  return { status: 503, headers: {}, body: Buffer.from('The local cloud is starting.') };
}

async function closingOnError<T>(close: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await close();
    throw error;
  }
}
