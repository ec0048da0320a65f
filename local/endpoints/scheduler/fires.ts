import { randomUUID } from 'node:crypto';
import { occurrencesOf, wallOf } from './occurrences.ts';
import type { Schedule } from './schedule.ts';
import type { ScheduleStore } from './schedule-store.ts';

/** One occurrence of a schedule. */
export interface ScheduleOccurrence {
  readonly schedule: Schedule;
  readonly scheduledAtMs: number;
}

/** One delivery of an occurrence: `input` has the context attributes in place; `attempt` counts from 1. */
export interface Fire extends ScheduleOccurrence {
  readonly input: string;
  readonly executionId: string;
  readonly attempt: number;
}

/** What could not be delivered within the retry policy: belongs in the target's dead-letter queue. */
export interface UndeliveredFire {
  readonly fire: Fire;
  readonly error: unknown;
}

/** The earliest occurrence after `afterMs` that has not fired, over all enabled schedules. */
export function nextOccurrence(store: ScheduleStore, after: (schedule: Schedule) => number) {
  let earliest: ScheduleOccurrence | undefined;
  for (const schedule of store.list()) {
    if (schedule.state === 'DISABLED') continue;
    const scheduledAtMs = occurrencesOf(schedule).next(Math.max(schedule.firedUpToMs, after(schedule)));
    if (scheduledAtMs !== undefined && scheduledAtMs < (earliest?.scheduledAtMs ?? Number.POSITIVE_INFINITY)) {
      earliest = { schedule, scheduledAtMs };
    }
  }
  return earliest;
}

/**
 * Delivers all that is due up to and at `untilMs`, in order of time, one after the other; what a delivery adds or
 * changes is seen. An occurrence that `accept` declines is left as it was. A delivery that throws is repeated at once,
 * as often as the retry policy says.
 */
export async function fireDue(
  store: ScheduleStore,
  untilMs: number,
  deliver: (fire: Fire) => Promise<void>,
  accept: (occurrence: ScheduleOccurrence) => boolean,
): Promise<readonly UndeliveredFire[]> {
  const undelivered: UndeliveredFire[] = [];
  const declinedUpToMs = new Map<string, number>();
  for (;;) {
    const due = nextOccurrence(store, ({ arn }) => declinedUpToMs.get(arn) ?? Number.NEGATIVE_INFINITY);
    if (!due || due.scheduledAtMs > untilMs) return undelivered;
    if (accept(due)) {
      store.markFired(due.schedule, due.scheduledAtMs);
      undelivered.push(...(await deliverWithRetries(due, deliver)));
    } else {
      declinedUpToMs.set(due.schedule.arn, due.scheduledAtMs);
    }
  }
}

/** The local date (`YYYY-MM-DD`) and time (`HH:MM:SS`) of an occurrence in its schedule's zone. */
export function localOccurrence({ schedule, scheduledAtMs }: ScheduleOccurrence) {
  const wall = wallOf(scheduledAtMs, schedule.timeZone);
  return {
    date: wall.toPlainDate().toString(),
    time: wall.toPlainTime().toString({ smallestUnit: 'second' }),
    timeZone: schedule.timeZone,
  };
}

async function deliverWithRetries(due: ScheduleOccurrence, deliver: (fire: Fire) => Promise<void>) {
  const executionId = randomUUID();
  const attempts = due.schedule.target.RetryPolicy.MaximumRetryAttempts + 1;
  for (let attempt = 1; ; attempt += 1) {
    const fire = { ...due, executionId, attempt, input: inputOf(due, executionId, attempt) };
    try {
      await deliver(fire);
      return [];
    } catch (error) {
      if (attempt >= attempts) return [{ fire, error }];
    }
  }
}

function inputOf({ schedule, scheduledAtMs }: ScheduleOccurrence, executionId: string, attempt: number): string {
  const scheduledTime = new Date(scheduledAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const [, , , region, account] = schedule.arn.split(':');
  // Without an input a target is given the plain event of EventBridge.
  const event = {
    version: '0',
    id: executionId,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: scheduledTime,
    region,
    resources: [schedule.arn],
    detail: '{}',
  };
  return (schedule.target.Input ?? JSON.stringify(event))
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime)
    .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}
