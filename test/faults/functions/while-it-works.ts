import type { Handler } from './pool.ts';
import type { Process, Sim } from './process.ts';

/**
 * A handler that reads Node's own streams: virtual time stands still while it works, and goes on while it waits for a
 * call. It must make its calls one at a time or all together, with no stream read meanwhile.
 */
export function whileItWorks<E>({ loop }: Sim, process: Process, handler: Handler<E>): Handler<E> {
  return async (event, context) => {
    const own = process.invocation;
    let away = 0;
    let isDone = false;
    loop.busy += 1;
    process.onAway = (change) => {
      // A call of a process that is gone never comes back: nobody waits for it.
      if (isDone || own?.isOver === true) return;
      away += change;
      if (away === 1 && change === 1) loop.busy -= 1;
      if (away === 0 && change === -1) loop.busy += 1;
    };
    try {
      return await handler(event, context);
    } finally {
      isDone = true;
      process.onAway = undefined;
      loop.busy -= 1;
    }
  };
}
