import type { SchedulerEndpoint } from '../endpoints/scheduler.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { LocalPlace } from './assembly/resource-identity.ts';
import type { Fauxqs } from './engines/fauxqs.ts';
import { createLocalQueues, type LocalQueues } from './engines/local-queues.ts';
import { createDeliver } from './events/deliver.ts';
import { createDrain } from './events/drain-queues.ts';
import { createEventBus, type EventBus } from './events/event-bus.ts';
import { type AcceptFire, createSchedules } from './events/fire-schedules.ts';
import { createRunUntil } from './events/run-until.ts';
import { functionEnv } from './functions/function-env.ts';
import type { FunctionLog } from './functions/function-log.ts';
import { createInvoker, type Invocation, type Invoker } from './functions/invoker.ts';
import { runFunction } from './functions/run-function.ts';
import type { Authority } from './iam/authority.ts';
import type { CloudJournal } from './proxy/call-record.ts';
import type { CloudParts } from './wiring/cloud-parts.ts';

/** What the parts of a cloud are wired with. */
export interface WireCloudOptions {
  readonly parts: CloudParts;
  readonly place: LocalPlace;
  readonly authority: Authority;
  readonly journal: CloudJournal;
  readonly clock: VirtualClock;
  readonly log: FunctionLog;
  readonly fauxqs: Fauxqs;
  readonly scheduler: SchedulerEndpoint;
  readonly timeZone: string;
  readonly onInvoked: (invocation: Invocation) => void;
  readonly onDrained: () => void;
}

/** Everything that moves in a cloud. */
export interface WiredCloud {
  readonly queues: LocalQueues;
  readonly invoker: Invoker;
  readonly bus: EventBus;
  drain(): Promise<void>;
  runUntil(untilMs: number, accept?: AcceptFire): Promise<void>;
  /** Ends the functions wherever they are; their messages are kept. */
  stop(): Promise<void>;
}

/** Connects queues, rules, schedules and functions as the templates say. */
export function wireCloud(options: WireCloudOptions): WiredCloud {
  const { parts, place, authority, journal, clock, log, fauxqs, scheduler, timeZone, onInvoked } = options;
  const stopping = new AbortController();
  const stop = stopping.signal;
  const queues = createLocalQueues(fauxqs, parts.queues, clock);
  const functions = parts.functions.map((part) =>
    runFunction(part, {
      clock: clock.buffer,
      env: functionEnv(part, place),
      onLog: (text) => log.write(part.logicalId, text),
    }),
  );
  const invoker = createInvoker({
    functions,
    journal,
    clock,
    stop,
    onInvoked,
    onExhausted({ part }, event) {
      if (part.onFailureArn === undefined) return;
      const principal = authority.rolePrincipal(part.roleArn);
      deliver.to(part.onFailureArn, JSON.stringify({ version: '1.0', requestPayload: event }), { principal });
    },
  });
  const deliver = createDeliver(authority, queues, invoker);
  const bus = createEventBus({ rules: parts.rules, deliver, journal, clock, account: place.account });
  const drainQueues = createDrain({ parts, queues, invoker, authority, journal, clock, stop });
  const drain = async () => {
    await drainQueues();
    options.onDrained();
  };
  const schedules = createSchedules({ scheduler, deliver, authority, journal, clock });
  const runUntil = createRunUntil({ clock, schedules, queues, invoker, drain, stop, timeZone });
  return {
    queues,
    invoker,
    bus,
    drain,
    runUntil,
    async stop() {
      stopping.abort();
      await Promise.all(functions.map((running) => running.close()));
      await drainQueues();
    },
  };
}
