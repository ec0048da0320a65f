import { createMemoryCampaignStore } from '../../../lambda/adapters/memory/memory-campaign-store.ts';
import { createMemoryHeartbeats } from '../../../lambda/adapters/memory/memory-heartbeats.ts';
import { createMemoryMailGate } from '../../../lambda/adapters/memory/memory-mail-gate.ts';
import { createMemoryRefusalStore } from '../../../lambda/adapters/memory/memory-refusal-store.ts';
import { createMemorySendingLine } from '../../../lambda/adapters/memory/memory-sending-line.ts';
import { createMemorySendingQuotas } from '../../../lambda/adapters/memory/memory-sending-quotas.ts';
import { createMemoryToldOnce } from '../../../lambda/adapters/memory/memory-told-once.ts';
import { createMemoryUploads } from '../../../lambda/adapters/memory/memory-uploads.ts';
import { createSchedules } from '../../../lambda/adapters/scheduler/schedules.ts';
import { createMailPace } from '../../../lambda/adapters/sending/mail-pace.ts';
import { createQueues } from '../../../lambda/adapters/sqs/queues.ts';
import { compileOnce } from '../../../lambda/domain/message/compile-once.ts';
import { type SendRef, sendName } from '../../../lambda/domain/send-log/send-row.ts';
import type { Log } from '../../../lambda/ports.ts';
import { cacheCampaigns } from '../../../lambda/use-cases/cached-campaigns.ts';
import { type Job, jobSizes } from '../../../lib/jobs/job.ts';
import { createSimAccount } from '../services/account.ts';
import { createSimBucket } from '../services/bucket.ts';
import { createSimCustomers } from '../services/customers.ts';
import { createSimLinks } from '../services/links.ts';
import { type MailServiceOptions, SimMailService } from '../services/mail-service.ts';
import { createSimMailer } from '../services/mailer.ts';
import { SimQueue } from '../services/queue.ts';
import { createQueueClient } from '../services/queue-client.ts';
import { SimScheduler } from '../services/scheduler.ts';
import { createSimSendLog } from '../services/send-log.ts';
import { createSimTeams } from '../services/teams.ts';
import { type Handler, Pool } from './pool.ts';
import { type Handlers, simStage } from './prepare.ts';
import { type Describe, overWire, type Process, type Sim } from './process.ts';
import { whileItWorks } from './while-it-works.ts';

const SECOND_MS = 1_000;
/** Versions never change, and no two seeds call different ones alike: compiled once for all of them. */
const compile = compileOnce();

/** A deployed stage, simulated: its services, queues and functions, and what pages can do. */
export function createWorld(sim: Sim, handlers: Handlers, mail: Omit<MailServiceOptions, 'deliverEvent'>) {
  const queue = (name: string, job: Job, batchSize: number, maxConcurrency: number, gatherSeconds = 0) =>
    new SimQueue(sim, {
      ...{ name, batchSize, maxConcurrency, gatherMs: gatherSeconds * SECOND_MS },
      visibilityMs: (6 * jobSizes[job].timeoutSeconds + gatherSeconds) * SECOND_MS,
    });
  // As lib/constructs/work-queues.ts has them.
  const queues = {
    plan: queue('plan', 'plan', 1, 5),
    send: queue('send', 'send', 10, 10),
    notice: queue('notice', 'notify', 100, 2, 30),
    feedback: queue('feedback', 'feedback', 50, 5, 5),
    import: queue('import', 'import', 1, 2),
  };
  const customers = createSimCustomers(sim);
  const campaigns = createMemoryCampaignStore();
  const refusals = createMemoryRefusalStore();
  const sendLog = createSimSendLog(sim);
  const heartbeats = createMemoryHeartbeats();
  const bucket = createSimBucket();
  const scheduler = new SimScheduler(sim, (input) => queues.plan.put(input));
  const mailService = new SimMailService(sim, { ...mail, deliverEvent: (event) => queues.feedback.put(event) });
  const teams = createSimTeams(sim, [
    { kind: 'channel', name: '' },
    { kind: 'channel', name: simStage.defaultChannel },
    { kind: 'owner', email: 'sato@minamo.example.jp' },
  ]);
  const links = createSimLinks();
  const account = createSimAccount(mailService);
  const quotas = createMemorySendingQuotas();
  const line = createMemorySendingLine();
  const gate = createMemoryMailGate();
  const told = createMemoryToldOnce();
  const uploads = createMemoryUploads({ nowMs: () => sim.loop.nowMs });

  /** All that any function has, as one instance sees it: its own clock and caches, and everything else over the wire. */
  function toolsFor(process: Process) {
    const store = overWire(process, campaigns);
    const log = logOf(sim, process);
    const pace = createMailPace({
      ...{ quotas: overWire(process, quotas), line: overWire(process, line), gate: overWire(process, gate) },
      ...{ clock: process.clock, sleep: (ms: number) => process.sleep(ms) },
    });
    return {
      ...{ stage: simStage, clock: process.clock, log, links },
      hasher: { hash: async (address: string) => `hash-of-${address}` },
      compile,
      campaigns: store,
      cached: cacheCampaigns(store, process.clock),
      customers: overWire(process, customers),
      refusals: overWire(process, refusals),
      sendLog: overWire(process, sendLog, describeRow),
      heartbeats: overWire(process, heartbeats),
      files: { ...bucket.files, fetch: overWire(process, { fetch: bucket.files.fetch }).fetch },
      uploads: overWire(process, uploads),
      channel: teams.channelFor(process),
      ...{ pace, mailer: createSimMailer(sim, process, mailService, pace) },
      ...{ gate: overWire(process, gate), quotas: overWire(process, quotas), account: overWire(process, account) },
      told: overWire(process, told),
      outbound: overWire(process, { announce: async (): Promise<readonly string[]> => [] }),
      backlog: overWire(process, { isEmpty: async () => queues.send.size === 0 }),
      schedules: createSchedules({
        ...{ client: scheduler.clientFor(process), group: 'stage', roleArn: 'role' },
        ...{ planQueueArn: 'plan', dlqArn: 'dlq' },
      }),
      queues: createQueues({
        client: createQueueClient(process, queues),
        ...{ planQueueUrl: 'plan', sendQueueUrl: 'send', noticeQueueUrl: 'notice', importQueueUrl: 'import' },
        sleep: (ms) => process.sleep(ms),
      }),
    };
  }

  const pool = <E>(job: Job, create: (process: Process) => Handler<E>) =>
    new Pool(sim, { job, timeoutMs: jobSizes[job].timeoutSeconds * SECOND_MS, create });
  const cachedTools = (process: Process) => {
    const { cached, ...tools } = toolsFor(process);
    return { ...tools, campaigns: cached };
  };
  const pools = {
    plan: pool('plan', (process) => handlers.plan(toolsFor(process))),
    send: pool('send', (process) => handlers.send(cachedTools(process))),
    sweep: pool('sweep', (process) => handlers.sweep(cachedTools(process))),
    notify: pool('notify', (process) => handlers.notify(cachedTools(process))),
    feedback: pool('feedback', (process) => handlers.feedback(toolsFor(process))),
    import: pool('import', (process) => whileItWorks(sim, process, handlers.import(toolsFor(process)))),
    /** Pages: an event is what is to be done with a page's tools. */
    pages: pool('pages', (process) => {
      const tools = cachedTools(process);
      return (work: (own: typeof tools) => Promise<unknown>) => work(tools);
    }),
  };
  queues.plan.feed(pools.plan);
  queues.send.feed(pools.send);
  queues.notice.feed(pools.notify);
  queues.feedback.feed(pools.feedback);
  queues.import.feed(pools.import);

  return {
    ...{
      sim,
      queues,
      pools,
      account,
      quotas,
      customers,
      campaigns,
      refusals,
      sendLog,
      scheduler,
      mailService,
      teams,
      bucket,
    },
    /** Does something behind a page; undefined when the page failed. */
    visit<T>(work: (tools: ReturnType<typeof cachedTools>) => Promise<T>): Promise<T | undefined> {
      return new Promise((resolve) => {
        let answer: T | undefined;
        const keep = async (tools: ReturnType<typeof cachedTools>) => {
          answer = await work(tools);
        };
        pools.pages.invoke(keep, ({ isAnswered }) => resolve(isAnswered ? answer : undefined));
      });
    },
    /** Puts a file into the bucket. */
    upload(key: string, text: string) {
      bucket.put(key, text);
      const event = { time: new Date(sim.loop.nowMs).toISOString(), detail: { object: { key } } };
      queues.import.put(JSON.stringify(event));
    },
    startSweep: () => pools.sweep.invoke(undefined, () => {}),
  };
}

export type World = ReturnType<typeof createWorld>;

/** Log events, in the trace. */
function logOf({ loop, trace }: Sim, process: Process): Log {
  const line: Log['info'] = (event, ids = {}) =>
    trace.add(loop.nowMs, `${process.invocation?.name ?? process.name} log ${event} ${JSON.stringify(ids)}`);
  return { info: line, warn: line, error: line };
}

const describeRow: Describe = (method, [ref, from, patch]) =>
  `sendLog.${method} ${isRef(ref) ? sendName(ref) : ''} ${method === 'move' ? JSON.stringify([from, patch]) : ''}`;

function isRef(value: unknown): value is SendRef {
  return typeof value === 'object' && value !== null && 'customer' in value && 'key' in value;
}
