import { type Invocation, Process, type Sim } from './process.ts';

/** What came of an invocation: its answer, or that it ended without one. `faults` counts what was done to it. */
export interface Outcome {
  readonly answer: unknown;
  readonly isAnswered: boolean;
  readonly faults: number;
}

/** How one invocation is begun: the handler gets its event and the time that it has left. */
export type Handler<E> = (event: E, context: { readonly getRemainingTimeInMillis: () => number }) => unknown;

export interface PoolOptions<E> {
  readonly job: string;
  readonly timeoutMs: number;
  /** Makes a new instance's handler: with caches of its own. */
  readonly create: (process: Process) => Handler<E>;
}

interface Warm<E> {
  readonly process: Process;
  readonly handler: Handler<E>;
}

/** One function's instances. An instance that dies or times out is gone, with all that it knew. */
export class Pool<E> {
  readonly #options: PoolOptions<E>;
  readonly #sim: Sim;
  readonly #idle: Warm<E>[] = [];
  #made = 0;
  #calls = 0;

  constructor(sim: Sim, options: PoolOptions<E>) {
    this.#sim = sim;
    this.#options = options;
  }

  invoke(event: E, done: (outcome: Outcome) => void): void {
    const { loop, trace } = this.#sim;
    const { job, timeoutMs } = this.#options;
    const warm = this.#take();
    this.#calls += 1;
    const name = `${job}-${this.#calls}`;
    const finish = (outcome: Outcome, how: string) => {
      own.isOver = true;
      stopTimer();
      trace.add(loop.nowMs, `${name} ${how}`);
      done(outcome);
    };
    const own: Invocation = {
      ...{ name, startedMs: loop.nowMs, deadlineMs: loop.nowMs + timeoutMs, isOver: false, faults: 0 },
      end(how) {
        if (own.isOver) return;
        own.faults += 1;
        finish({ answer: undefined, isAnswered: false, faults: own.faults }, how);
      },
    };
    const stopTimer = loop.after(timeoutMs, () => own.end('times out'));
    warm.process.invocation = own;
    trace.add(loop.nowMs, `${name} begins in ${warm.process.name}`);
    const remaining = { getRemainingTimeInMillis: () => own.deadlineMs - loop.nowMs };
    const end = (how: string, isAnswered: boolean, answer: unknown) => {
      if (own.isOver) return;
      this.#idle.push(warm);
      finish({ answer, isAnswered, faults: own.faults }, how);
    };
    void Promise.resolve(warm.handler(event, remaining)).then(
      (answer) => end('answers', true, answer),
      (error: unknown) => end(`throws ${error instanceof Error ? error.message : ''}`, false, undefined),
    );
  }

  #take(): Warm<E> {
    const { random } = this.#sim;
    // Instances come and go, also where nothing is wrong.
    const isCold = this.#idle.length === 0 || random.chance(0.01);
    if (!isCold) {
      const [warm] = this.#idle.splice(random.between(0, this.#idle.length - 1), 1);
      if (warm !== undefined) return warm;
    }
    this.#made += 1;
    const process = new Process(`${this.#options.job}#${this.#made}`, this.#sim);
    return { process, handler: this.#options.create(process) };
  }
}
