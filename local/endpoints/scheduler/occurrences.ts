import { Temporal } from 'temporal-polyfill';
import { type NextWall, parseCron } from './cron-walls.ts';
import { invalid } from './scheduler-error.ts';

/** When a schedule fires. */
export interface Occurrences {
  readonly oneTime: boolean;
  /** The first occurrence strictly after `afterMs`. */
  next(afterMs: number): number | undefined;
}

/** What the times of a schedule depend on. */
export interface Timing {
  readonly expression: string;
  readonly timeZone: string;
  readonly createdAtMs: number;
  readonly startDateMs: number | undefined;
  readonly endDateMs: number | undefined;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `at(…)`, `rate(…)` or `cron(…)`. As AWS does: a local time that does not exist is skipped, a repeated one
 * counts once, a rate starts at once or on its start date, and `at` knows no start or end. Throws a ValidationException.
 */
export function parseOccurrences(timing: Timing): Occurrences {
  const { expression, timeZone } = timing;
  const [, kind, text = ''] = /^(at|rate|cron)\((.*)\)$/.exec(expression) ?? [];
  checkTimeZone(timeZone);
  if (kind === 'at') {
    const atMs = instantOf(parseAt(text), timeZone);
    return { oneTime: true, next: (afterMs) => (atMs !== undefined && atMs > afterMs ? atMs : undefined) };
  }
  if (kind === 'rate') return within(timing, everyRate(parseRate(text), timing.startDateMs ?? timing.createdAtMs));
  if (kind === 'cron') return within(timing, everyWall(parseCron(text), timeZone));
  throw invalid(`Invalid Schedule Expression ${expression}.`);
}

const known = new WeakMap<Timing, Occurrences>();

/** `parseOccurrences`, remembered for as long as the schedule is. */
export function occurrencesOf(schedule: Timing): Occurrences {
  const occurrences = known.get(schedule) ?? parseOccurrences(schedule);
  known.set(schedule, occurrences);
  return occurrences;
}

/** The local date and time of a moment in a zone. */
export function wallOf(atMs: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

function parseAt(text: string): Temporal.PlainDateTime {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) throw invalid(`Invalid Schedule Expression at(${text}).`);
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    throw invalid(`Invalid Schedule Expression at(${text}).`);
  }
}

function parseRate(text: string): number {
  const [, value = '', unit = '', plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s)?$/.exec(text) ?? [];
  const everyMs = Number(value) * (unitMs[unit] ?? 0);
  if (everyMs === 0 || (value !== '1' && !plural)) throw invalid(`Invalid Schedule Expression rate(${text}).`);
  return everyMs;
}

function everyRate(everyMs: number, fromMs: number): Occurrences['next'] {
  return (afterMs) => fromMs + Math.max(0, Math.floor((afterMs - fromMs) / everyMs) + 1) * everyMs;
}

function everyWall(nextWall: NextWall, timeZone: string): Occurrences['next'] {
  return (afterMs) => {
    let wallMs = nextWall(wallOf(afterMs, timeZone).toZonedDateTime('UTC').epochMilliseconds);
    while (wallMs !== undefined) {
      const atMs = instantOf(wallOf(wallMs, 'UTC'), timeZone);
      // Within a repeated hour the first pass has had this local time already.
      if (atMs !== undefined && atMs > afterMs) return atMs;
      wallMs = nextWall(wallMs);
    }
    return undefined;
  };
}

function within({ startDateMs, endDateMs }: Timing, next: Occurrences['next']): Occurrences {
  return {
    oneTime: false,
    next(afterMs) {
      const atMs = next(startDateMs === undefined ? afterMs : Math.max(afterMs, startDateMs - 1));
      return atMs === undefined || (endDateMs !== undefined && atMs > endDateMs) ? undefined : atMs;
    },
  };
}

function instantOf(wall: Temporal.PlainDateTime, timeZone: string): number | undefined {
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(wall) ? zoned.epochMilliseconds : undefined;
}

function checkTimeZone(timeZone: string): void {
  try {
    if (/^[A-Za-z]/.test(timeZone) && new Intl.DateTimeFormat('en', { timeZone })) return;
  } catch {
    // Reported below, like every other name that is no zone.
  }
  throw invalid(`Invalid Schedule Expression Timezone ${timeZone}.`);
}
