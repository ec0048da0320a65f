import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Process, Sim } from '../functions/process.ts';
import { withSend } from './with-send.ts';

/** The parts of a schedule that matter here. */
interface Definition {
  readonly Name: string;
  readonly ScheduleExpression: string;
  readonly Target: { readonly Input?: string | undefined };
  readonly all: object;
}

const client = new SchedulerClient({ region: 'ap-northeast-1' });
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const tokyoMs = 9 * HOUR_MS;

/** EventBridge Scheduler: fires twice, late, a day late or never. All schedules are Tokyo's, or once in UTC. */
export class SimScheduler {
  readonly #sim: Sim;
  readonly #deliver: (input: string) => void;
  readonly #schedules = new Map<string, Definition>();
  readonly #waiting = new Map<string, () => void>();
  /** What a schedule that fires once could not deliver. */
  readonly deadLetters: string[] = [];

  constructor(sim: Sim, deliver: (input: string) => void) {
    this.#sim = sim;
    this.#deliver = deliver;
  }

  /** Calls at a time of day in Tokyo, day after day, as a schedule does: with its faults. */
  daily(hour: number, minute: number, fire: (scheduledTime: string) => void): void {
    const { loop } = this.#sim;
    const again = () => {
      const atMs = nextDaily(loop.nowMs, hour, minute);
      loop.after(atMs - loop.nowMs, () => {
        this.#fire(
          () => fire(new Date(atMs).toISOString()),
          () => {},
        );
        again();
      });
    };
    again();
  }

  /** Has something done once, twice, later or never. */
  #fire(work: () => void, giveUp: () => void): void {
    const { loop, random, faults } = this.#sim;
    if (faults.strikes('firesNever')) {
      giveUp();
      return;
    }
    const delayMs = faults.strikes('firesNextDay')
      ? DAY_MS + random.between(0, HOUR_MS)
      : faults.strikes('firesLate')
        ? random.between(HOUR_MS, 8 * HOUR_MS)
        : random.between(0, 60_000);
    loop.after(delayMs, work);
    if (faults.strikes('firesTwice')) loop.after(delayMs + random.between(0, 10 * 60_000), work);
  }

  #plan(schedule: Definition): void {
    const { loop } = this.#sim;
    this.#waiting.get(schedule.Name)?.();
    const atMs = nextOf(schedule.ScheduleExpression, loop.nowMs);
    const isOnce = schedule.ScheduleExpression.startsWith('at(');
    const stop = loop.after(atMs - loop.nowMs, () => {
      if (this.#schedules.get(schedule.Name) !== schedule) return;
      const input = schedule.Target.Input ?? '';
      const message = input.replace('<aws.scheduler.scheduled-time>', new Date(atMs).toISOString());
      this.#fire(
        () => this.#deliver(message),
        () => {
          if (isOnce) this.deadLetters.push(message);
        },
      );
      if (isOnce) this.#schedules.delete(schedule.Name);
      else this.#plan(schedule);
    });
    this.#waiting.set(schedule.Name, stop);
  }

  #put(input: object): void {
    const definition = readDefinition(input);
    this.#schedules.set(definition.Name, definition);
    this.#plan(definition);
  }

  clientFor(process: Process): SchedulerClient {
    return withSend(client, (command: unknown) => process.call(describe(command), () => this.#answer(command)));
  }

  #answer(command: unknown): unknown {
    const named = (name = '') => this.#schedules.get(name);
    if (command instanceof ListSchedulesCommand) {
      const { NamePrefix = '' } = command.input;
      const names = [...this.#schedules.keys()].filter((name) => name.startsWith(NamePrefix));
      return { $metadata: {}, Schedules: names.map((Name) => ({ Name })) };
    }
    if (command instanceof GetScheduleCommand) {
      const found = named(command.input.Name);
      if (found === undefined) throw notFound();
      return { $metadata: {}, ...found.all };
    }
    if (command instanceof CreateScheduleCommand) {
      if (named(command.input.Name))
        throw new ConflictException({ $metadata: {}, message: 'exists', Message: 'exists' });
      return this.#put(command.input);
    }
    if (command instanceof UpdateScheduleCommand) {
      if (!named(command.input.Name)) throw notFound();
      return this.#put(command.input);
    }
    if (command instanceof DeleteScheduleCommand) {
      if (!this.#schedules.delete(command.input.Name ?? '')) throw notFound();
      return {};
    }
    throw new TypeError('Not simulated');
  }
}

function describe(command: unknown): string {
  const input: unknown = typeof command === 'object' && command !== null && 'input' in command ? command.input : {};
  const name = typeof input === 'object' && input !== null && 'Name' in input ? String(input.Name) : '';
  return `scheduler ${command?.constructor.name} ${name}`;
}

function notFound(): ResourceNotFoundException {
  return new ResourceNotFoundException({ $metadata: {}, message: 'not found', Message: 'not found' });
}

function readDefinition(input: object): Definition {
  const { Name, ScheduleExpression, Target }: { Name?: unknown; ScheduleExpression?: unknown; Target?: unknown } =
    input;
  const target: { Input?: unknown } = typeof Target === 'object' && Target !== null ? Target : {};
  return {
    ...{ Name: String(Name), ScheduleExpression: String(ScheduleExpression), all: input },
    Target: { Input: String(target.Input) },
  };
}

function nextOf(expression: string, nowMs: number): number {
  const cron = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(expression);
  if (cron) return nextDaily(nowMs, Number(cron[2]), Number(cron[1]));
  const at = /^at\((.+)\)$/.exec(expression);
  if (at) return Date.parse(`${at[1]}Z`);
  throw new TypeError(`Not simulated: ${expression}`);
}

function nextDaily(nowMs: number, hour: number, minute: number): number {
  const midnightMs = Math.floor((nowMs + tokyoMs) / DAY_MS) * DAY_MS - tokyoMs;
  const atMs = midnightMs + hour * HOUR_MS + minute * 60_000;
  return atMs > nowMs ? atMs : atMs + DAY_MS;
}
