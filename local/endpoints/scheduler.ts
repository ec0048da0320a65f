import { type LocalClock, realClock } from '../virtual-clock.ts';
import { type HttpEndpoint, startHttpEndpoint } from './http-endpoint.ts';
import {
  type Fire,
  fireDue,
  localOccurrence,
  nextOccurrence,
  type ScheduleOccurrence,
  type UndeliveredFire,
} from './scheduler/fires.ts';
import { answerScheduler } from './scheduler/routes.ts';
import type { Schedule } from './scheduler/schedule.ts';
import { type ScheduleChanges, type SchedulerPlace, ScheduleStore } from './scheduler/schedule-store.ts';

/** Options of the EventBridge Scheduler stand-in; `clock` is the time at which schedules are created. */
export interface SchedulerOptions extends Partial<SchedulerPlace> {
  readonly clock?: LocalClock;
  readonly changes?: ScheduleChanges;
}

/** EventBridge Scheduler with its memory. Nothing fires by itself: `fireDue` does it. */
export interface SchedulerEndpoint extends HttpEndpoint {
  list(): readonly Schedule[];
  /** Adds or replaces a schedule given in the words of AWS::Scheduler::Schedule; one that is the same goes on. */
  put(definition: unknown): Schedule;
  putGroup(name: string): void;
  /** The earliest occurrence strictly after `afterMs` that has not fired yet. */
  nextFire(afterMs: number): { readonly atMs: number; readonly schedule: Schedule } | undefined;
  /**
   * Delivers all that is due up to and at `untilMs`, in order of time. What `accept` declines stays due. Answers what
   * the retry policy could not deliver.
   */
  fireDue(
    untilMs: number,
    deliver: (fire: Fire) => Promise<void>,
    accept?: (occurrence: ScheduleOccurrence) => boolean,
  ): Promise<readonly UndeliveredFire[]>;
  /** Passes over all occurrences up to and at `ms` without delivering them; only of the schedules that `which` names. */
  skipTo(ms: number, which?: (schedule: Schedule) => boolean): void;
  localOccurrence(occurrence: ScheduleOccurrence): {
    readonly date: string;
    readonly time: string;
    readonly timeZone: string;
  };
  toJSON(): unknown;
  restore(state: unknown): void;
}

/** Starts a stand-in for EventBridge Scheduler (REST JSON): schedules and groups as the API keeps them. */
export async function startScheduler(options: SchedulerOptions = {}): Promise<SchedulerEndpoint> {
  const { clock = realClock, region = 'ap-northeast-1', accountId = '000000000000' } = options;
  const store = new ScheduleStore(clock, { region, accountId }, options.changes);
  const endpoint = await startHttpEndpoint((request) => answerScheduler(store, request));
  return {
    ...endpoint,
    list: () => store.list(),
    put: (definition) => store.put(definition),
    putGroup(name) {
      if (!store.hasGroup(name)) store.createGroup(name);
    },
    nextFire(afterMs) {
      const next = nextOccurrence(store, () => afterMs);
      return next && { atMs: next.scheduledAtMs, schedule: next.schedule };
    },
    fireDue: (untilMs, deliver, accept = () => true) => fireDue(store, untilMs, deliver, accept),
    skipTo(ms, which = () => true) {
      for (const schedule of store.list()) {
        if (schedule.state === 'ENABLED' && which(schedule)) store.markFired(schedule, ms);
      }
    },
    localOccurrence,
    toJSON: () => store.toJSON(),
    restore: (state) => store.restore(state),
  };
}
