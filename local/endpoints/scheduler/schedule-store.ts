import { z } from 'zod';
import type { LocalClock } from '../../virtual-clock.ts';
import { occurrencesOf } from './occurrences.ts';
import { checkName, parseDefinition, type Schedule } from './schedule.ts';
import { scheduleWire } from './schedule-answer.ts';
import { invalid, SchedulerError } from './scheduler-error.ts';

/** A group of schedules. */
export interface ScheduleGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
}

/** Whose account and region the ARNs name. */
export interface SchedulerPlace {
  readonly region: string;
  readonly accountId: string;
}

/** Hears of each change, as soon as it is made and before anybody is answered. A schedule's record is as in `toJSON`. */
export interface ScheduleChanges {
  kept(record: ScheduleRecord): void;
  gone(arn: string): void;
  groupKept(group: ScheduleGroup): void;
  groupGone(name: string): void;
}

/** A schedule as it is stored. */
export type ScheduleRecord = ReturnType<typeof recordOf>;

/** Schedules and their groups, in order of group and name. Throws SchedulerError where the API would. */
export class ScheduleStore {
  readonly #clock: LocalClock;
  readonly #arnPrefix: string;
  readonly #changes: ScheduleChanges | undefined;
  #groups = new Map<string, ScheduleGroup>();
  #schedules = new Map<string, Schedule>();

  constructor(clock: LocalClock, { region, accountId }: SchedulerPlace, changes?: ScheduleChanges) {
    this.#clock = clock;
    this.#changes = changes;
    this.#arnPrefix = `arn:aws:scheduler:${region}:${accountId}:`;
    this.createGroup('default');
  }

  list(): Schedule[] {
    return [...this.#schedules.values()].sort((a, b) => compare(keyOf(a), keyOf(b)));
  }

  groups(): ScheduleGroup[] {
    return [...this.#groups.values()].sort((a, b) => compare(a.name, b.name));
  }

  get(groupName: string, name: string): Schedule {
    const schedule = this.#schedules.get(keyOf({ groupName, name }));
    if (!schedule) throw new SchedulerError('ResourceNotFoundException', `Schedule ${name} does not exist.`);
    return schedule;
  }

  create(wire: unknown): Schedule {
    const definition = this.#parse(wire);
    const existing = this.#schedules.get(keyOf(definition));
    // The SDK repeats a call with the same token after a dropped connection.
    if (existing && definition.clientToken !== undefined && existing.clientToken === definition.clientToken) {
      return existing;
    }
    if (existing) throw new SchedulerError('ConflictException', `Schedule ${definition.name} already exists.`);
    const nowMs = this.#clock.nowMs();
    const arn = `${this.#arnPrefix}schedule/${keyOf(definition)}`;
    const schedule = { ...definition, arn, createdAtMs: nowMs, modifiedAtMs: nowMs };
    // A rate begins at once; what else falls on the moment of creation is over.
    return this.#keep({ ...schedule, firedUpToMs: definition.expression.startsWith('rate') ? nowMs - 1 : nowMs });
  }

  /** Replaces all that the schedule said: what `wire` leaves out is back at its default. */
  update(wire: unknown): Schedule {
    const { clientToken: _, ...definition } = this.#parse(wire);
    const existing = this.get(definition.groupName, definition.name);
    const nowMs = this.#clock.nowMs();
    const timing = ['expression', 'timeZone', 'state', 'startDateMs', 'endDateMs'] as const;
    const sameTimes = timing.every((key) => definition[key] === existing[key]);
    // An occurrence that is due and not yet delivered must not be lost to an update of, say, the input.
    const firedUpToMs = sameTimes ? existing.firedUpToMs : nowMs;
    return this.#keep({ ...existing, ...definition, modifiedAtMs: nowMs, firedUpToMs });
  }

  /** Creates the schedule or, if it is there, updates it. */
  put(wire: unknown): Schedule {
    return this.#schedules.has(keyOf(this.#parse(wire))) ? this.update(wire) : this.create(wire);
  }

  delete(groupName: string, name: string): void {
    this.#forget(this.get(groupName, name));
  }

  hasGroup(name: string): boolean {
    return this.#groups.has(name);
  }

  group(name: string): ScheduleGroup {
    const group = this.#groups.get(name);
    if (!group) throw new SchedulerError('ResourceNotFoundException', `Schedule group ${name} does not exist.`);
    return group;
  }

  createGroup(name: string): ScheduleGroup {
    if (this.#groups.has(checkName(name))) {
      throw new SchedulerError('ConflictException', `Schedule group ${name} already exists.`);
    }
    const group = { name, arn: `${this.#arnPrefix}schedule-group/${name}`, createdAtMs: this.#clock.nowMs() };
    this.#groups.set(name, group);
    this.#changes?.groupKept(group);
    return group;
  }

  /** Deletes a group and all its schedules. */
  deleteGroup(name: string): void {
    if (name === 'default') throw invalid('The default schedule group cannot be deleted.');
    this.#groups.delete(this.group(name).name);
    for (const schedule of this.list()) if (schedule.groupName === name) this.#forget(schedule);
    this.#changes?.groupGone(name);
  }

  /** Notes that all occurrences up to `ms` are done with, and deletes a schedule that asked for it after its last. */
  markFired(schedule: Schedule, ms: number): void {
    if (schedule.actionAfterCompletion === 'DELETE' && occurrencesOf(schedule).next(ms) === undefined) {
      this.#forget(schedule);
    } else {
      this.#keep({ ...schedule, firedUpToMs: Math.max(ms, schedule.firedUpToMs) });
    }
  }

  toJSON(): unknown {
    return { groups: this.groups(), schedules: this.list().map(recordOf) };
  }

  /** Takes over what `toJSON` wrote, in place of all there is. */
  restore(state: unknown): void {
    const { groups, schedules } = stateSchema.parse(state);
    this.#groups = new Map(groups.map((group) => [group.name, group]));
    this.#schedules = new Map();
    for (const { definition, clientToken, ...kept } of schedules) {
      this.#keep({ ...parseDefinition(definition, Number.NEGATIVE_INFINITY), ...kept, clientToken });
    }
  }

  #parse(wire: unknown) {
    const definition = parseDefinition(wire, this.#clock.nowMs());
    this.group(definition.groupName);
    return definition;
  }

  #keep(schedule: Schedule): Schedule {
    this.#schedules.set(keyOf(schedule), schedule);
    this.#changes?.kept(recordOf(schedule));
    return schedule;
  }

  #forget(schedule: Schedule): void {
    this.#schedules.delete(keyOf(schedule));
    this.#changes?.gone(schedule.arn);
  }
}

function recordOf(schedule: Schedule) {
  const { arn, createdAtMs, modifiedAtMs, firedUpToMs, clientToken } = schedule;
  return { definition: scheduleWire(schedule), arn, createdAtMs, modifiedAtMs, firedUpToMs, clientToken };
}

const stateSchema = z.object({
  groups: z.array(z.object({ name: z.string(), arn: z.string(), createdAtMs: z.number() })),
  schedules: z.array(
    z.object({
      definition: z.unknown(),
      arn: z.string(),
      createdAtMs: z.number(),
      modifiedAtMs: z.number(),
      firedUpToMs: z.number(),
      clientToken: z.string().optional(),
    }),
  ),
});

function keyOf({ groupName, name }: Pick<Schedule, 'groupName' | 'name'>): string {
  return `${groupName}/${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
