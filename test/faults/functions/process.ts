import { StoreError } from '../../../lambda/adapters/dynamo/store-error.ts';
import type { Faults } from '../sim/faults.ts';
import type { Loop } from '../sim/loop.ts';
import type { Random } from '../sim/random.ts';
import type { Trace } from '../sim/trace.ts';

/** What everything in a simulated week shares. */
export interface Sim {
  readonly loop: Loop;
  readonly trace: Trace;
  readonly random: Random;
  readonly faults: Faults;
  /** How far apart the clocks of functions are at most, either way. */
  readonly skewMs: number;
}

/** One call of a function. `faults` counts what was done to it. */
export interface Invocation {
  readonly name: string;
  readonly startedMs: number;
  readonly deadlineMs: number;
  /** Over: answered, died or timed out. What it still does then happens to nobody. */
  isOver: boolean;
  faults: number;
  end(how: 'dies' | 'times out'): void;
}

const never = () => new Promise<never>(() => {});

/** Makes what a failed call throws. */
export type Failure = (what: string) => Error;

const storeFailure: Failure = (what) => new StoreError(`${what} failed: simulated`, { retryable: true });

/**
 * One function instance: a clock of its own, one invocation at a time, and calls that leave it over the wire: each takes
 * its time, so that others come in between, and may fail, or end the process, before or after it took effect.
 */
export class Process {
  readonly name: string;
  readonly #sim: Sim;
  readonly #skewMs: number;
  invocation: Invocation | undefined;
  /** Told when a call leaves (+1) and comes back (−1). */
  onAway: ((change: 1 | -1) => void) | undefined;

  constructor(name: string, sim: Sim) {
    this.name = name;
    this.#sim = sim;
    this.#skewMs = sim.random.between(-sim.skewMs, sim.skewMs);
  }

  readonly clock = { nowMs: () => this.#sim.loop.nowMs + this.#skewMs };

  /** Lets the instance's time pass. */
  async sleep(ms: number): Promise<void> {
    const own = this.invocation;
    await this.#sim.loop.wait(ms);
    if (own === undefined || own.isOver) await never();
  }

  /** Has `work` done elsewhere. */
  call<T>(what: string, work: () => T | Promise<T>, failure: Failure = storeFailure): Promise<T> {
    return this.#call(what, work, failure);
  }

  /** The same, where only the other side decides how it fails: nothing but this process may end on the way. */
  callAsItAnswers<T>(what: string, work: () => T | Promise<T>): Promise<T> {
    return this.#call(what, work, undefined);
  }

  #call<T>(what: string, work: () => T | Promise<T>, failure: Failure | undefined): Promise<T> {
    const { onAway } = this;
    if (onAway === undefined) return this.#overWire(what, work, failure);
    onAway(1);
    return this.#overWire(what, work, failure).finally(() => onAway(-1));
  }

  async #overWire<T>(what: string, work: () => T | Promise<T>, failure: Failure | undefined): Promise<T> {
    const { loop, trace, random, faults } = this.#sim;
    const own = this.invocation;
    if (own === undefined || own.isOver) return never();
    const note = (how: string) => trace.add(loop.nowMs, `${own.name} ${what}${how}`);
    if (faults.strikes('diesBefore')) {
      note(' †before');
      own.end('dies');
      return never();
    }
    const isSlow = faults.strikes('isSlow');
    if (isSlow) own.faults += 1;
    await loop.wait(isSlow ? random.between(1_000, 45_000) : random.between(2, 40));
    // The request is on its way: it takes effect though its process may be gone by now.
    if (failure !== undefined && faults.strikes('failsBefore')) {
      own.faults += 1;
      note(' ×before');
      if (own.isOver) return never();
      throw failure(what);
    }
    let answer: T;
    try {
      answer = await work();
    } catch (error) {
      note(` throws ${error instanceof Error ? error.name : ''}`);
      if (own.isOver) return never();
      throw error;
    }
    note('');
    if (own.isOver) return never();
    if (faults.strikes('diesAfter')) {
      note(' †after');
      own.end('dies');
      return never();
    }
    if (failure !== undefined && faults.strikes('failsAfter')) {
      own.faults += 1;
      note(' ×after');
      throw failure(what);
    }
    return answer;
  }
}

/** Says in the trace what a call is about. */
export type Describe = (method: string, args: readonly unknown[]) => string;

const nameOnly: Describe = (method) => method;

/** A port as a process reaches it. */
export function overWire<P extends object>(process: Process, port: P, describe: Describe = nameOnly): P {
  const methods = new Map<string | symbol, unknown>();
  return new Proxy(port, {
    get(target, name) {
      const known = methods.get(name);
      if (known !== undefined) return known;
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      const called = (...args: readonly unknown[]) =>
        process.call(describe(String(name), args), (): unknown => Reflect.apply(method, target, args));
      methods.set(name, called);
      return called;
    },
  });
}
