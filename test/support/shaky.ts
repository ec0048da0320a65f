/** What goes wrong with one invocation, and how it is slowed down so that others come in between. */
export interface Shake {
  /** Which call of a port fails, from 1; 0 = none. */
  readonly failsAt: number;
  /** The call fails when it has done its work: only the answer is lost. */
  readonly afterwards: boolean;
  /** The process ends: every later call fails, too. */
  readonly dies: boolean;
  readonly seed: number;
}

export class Crash extends Error {}

/** A copy of the tools, whose named ports yield to others before each call and fail as told. */
export function shaky<T extends object>(tools: T, { failsAt, afterwards, dies, seed }: Shake): T {
  let calls = 0;
  let random = seed;
  const isDead = () => dies && failsAt > 0 && calls > failsAt;
  const shaken = <P extends object>(port: P, isMailer: boolean): P =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: readonly unknown[]) => {
          for (let turns = next() % 5; turns > 0; turns -= 1) await undefined;
          calls += 1;
          const fails = calls === failsAt;
          // By its contract, a mailer that throws has sent nothing: only a process that ends loses its answer.
          const isLate = afterwards && (dies || !isMailer);
          if (isDead() || (fails && !isLate)) throw new Crash();
          const answer: unknown = await Reflect.apply(method, target, args);
          if (fails) throw new Crash();
          return answer;
        };
      },
    });
  function next(): number {
    random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff;
    return random >> 8;
  }
  const ports = ['customers', 'campaigns', 'refusals', 'sendLog', 'queues', 'schedules', 'heartbeats', 'mailer'];
  return new Proxy(tools, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      const isPort = typeof name === 'string' && ports.includes(name);
      return isPort && typeof value === 'object' && value !== null ? shaken(value, name === 'mailer') : value;
    },
  });
}
