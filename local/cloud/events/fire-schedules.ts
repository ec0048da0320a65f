import { occurrencesOf } from '../../endpoints/scheduler/occurrences.ts';
import type { SchedulerEndpoint } from '../../endpoints/scheduler.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import type { Authority } from '../iam/authority.ts';
import type { CloudJournal } from '../proxy/call-record.ts';
import type { Deliver } from './deliver.ts';

type Fire = Parameters<Parameters<SchedulerEndpoint['fireDue']>[1]>[0];
type Occurrence = Parameters<NonNullable<Parameters<SchedulerEndpoint['fireDue']>[2]>>[0];
type Schedule = Occurrence['schedule'];

/** Which occurrences a caller wants to happen. One that is declined stays due. */
export type AcceptFire = (occurrence: Occurrence) => boolean;

/** What firing schedules needs. */
export interface FireOptions {
  readonly scheduler: SchedulerEndpoint;
  readonly deliver: Deliver;
  readonly authority: Authority;
  readonly journal: CloudJournal;
  readonly clock: VirtualClock;
}

/** The schedules seen from the virtual clock. Those on a `rate()` are kept apart: they look after what is there. */
export interface Schedules {
  /** The next occurrence, perhaps still due from before, of a schedule that is not on a rate; declined ones are over. */
  nextTimedMs(): number | undefined;
  /** Offers again what was declined. */
  offerAgain(): void;
  /** The first occurrence of a rate at or after `fromMs`. */
  nextRateMs(fromMs: number): number | undefined;
  /** The last occurrence of a rate before `untilMs`, if it has not fired. */
  lastRateMs(untilMs: number): number | undefined;
  /** Fires everything at that moment that is not on a rate, and everything still due from before. */
  fireTimed(atMs: number, accept: AcceptFire): Promise<void>;
  /** Fires each rate once, passing over all its earlier occurrences. */
  fireRates(atMs: number, accept: AcceptFire): Promise<void>;
}

/** Looks after the schedules of a Scheduler endpoint. */
export function createSchedules(options: FireOptions): Schedules {
  const { scheduler } = options;
  const enabled = () => scheduler.list().filter(({ state }) => state === 'ENABLED');
  const rates = () => enabled().filter(isRate);
  const declinedUpToMs = new Map<string, number>();
  const nextOf = (schedule: Schedule, afterMs: number) => occurrencesOf(schedule).next(afterMs);
  const pastOf = ({ arn, firedUpToMs }: Schedule) =>
    Math.max(firedUpToMs, declinedUpToMs.get(arn) ?? Number.NEGATIVE_INFINITY);
  const earliest = (times: readonly (number | undefined)[]) => {
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  const lastOf = (schedule: Schedule, untilMs: number) => {
    // Occurrences are a period apart, so exactly one falls into the period before `untilMs`.
    const last = nextOf(schedule, untilMs - periodMs(schedule) - 1);
    return last !== undefined && last < untilMs ? last : undefined;
  };
  // A rate's idle occurrences, save the last, are not walked through one by one.
  const passOverIdle = (untilMs: number) => {
    for (const schedule of rates()) {
      const last = lastOf(schedule, untilMs + 1);
      if (last !== undefined) scheduler.skipTo(last - 1, ({ arn }) => arn === schedule.arn);
    }
  };
  return {
    nextTimedMs: () =>
      earliest(
        enabled()
          .filter((schedule) => !isRate(schedule))
          .map((schedule) => nextOf(schedule, pastOf(schedule))),
      ),
    offerAgain: () => declinedUpToMs.clear(),
    nextRateMs: (fromMs) =>
      earliest(rates().map((schedule) => nextOf(schedule, Math.max(schedule.firedUpToMs, fromMs - 1)))),
    lastRateMs(untilMs) {
      const times = rates().flatMap((schedule) => {
        const last = lastOf(schedule, untilMs);
        return last !== undefined && last > schedule.firedUpToMs ? last : [];
      });
      return times.length === 0 ? undefined : Math.max(...times);
    },
    async fireTimed(atMs, accept) {
      passOverIdle(atMs);
      await fire(options, atMs, (occurrence) => {
        const { schedule, scheduledAtMs } = occurrence;
        const accepted = !isRate(schedule) && accept(occurrence);
        if (!accepted) declinedUpToMs.set(schedule.arn, Math.max(scheduledAtMs, pastOf(schedule)));
        return accepted;
      });
    },
    async fireRates(atMs, accept) {
      passOverIdle(atMs);
      await fire(options, atMs, (occurrence) => isRate(occurrence.schedule) && accept(occurrence));
    },
  };
}

async function fire(options: FireOptions, atMs: number, accept: AcceptFire): Promise<void> {
  const { scheduler, deliver, authority, journal, clock } = options;
  const undelivered = await scheduler.fireDue(atMs, (due) => deliverFire(due, options), accept);
  for (const { fire: due, error } of undelivered) {
    const { schedule, input } = due;
    const message = `Schedule ${schedule.name}: ${error instanceof Error ? error.message : String(error)}`;
    const refused = error instanceof RefusedFire ? { action: error.action, resource: error.resource } : {};
    const kind = error instanceof RefusedFire ? 'denied' : 'undelivered';
    journal.addFailure({ atMs: clock.nowMs(), kind, functionName: 'scheduler', message, ...refused });
    const { DeadLetterConfig, RoleArn } = schedule.target;
    if (DeadLetterConfig) deliver.to(DeadLetterConfig.Arn, input, { principal: authority.rolePrincipal(RoleArn) });
  }
}

class RefusedFire extends Error {
  override readonly name = 'RefusedFire';
  readonly action: string;
  readonly resource: string;

  constructor(action: string, resource: string) {
    super(`its role is not authorized to perform: ${action} on resource: ${resource}`);
    this.action = action;
    this.resource = resource;
  }
}

async function deliverFire({ schedule, input }: Fire, { deliver, authority }: FireOptions): Promise<void> {
  const { Arn, RoleArn } = schedule.target;
  const groupArn = schedule.arn.replace(':schedule/', ':schedule-group/').replace(/\/[^/]+$/, '');
  if (!authority.mayAssume('scheduler.amazonaws.com', RoleArn, groupArn))
    throw new RefusedFire('sts:AssumeRole', RoleArn);
  const refused = deliver.to(Arn, input, { principal: authority.rolePrincipal(RoleArn) });
  if (refused) throw new RefusedFire(refused.action, refused.resource);
}

function isRate({ expression }: Schedule): boolean {
  return expression.startsWith('rate(');
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function periodMs({ expression }: Schedule): number {
  const [, value, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return Number(value) * (unitMs[unit] ?? 0);
}
