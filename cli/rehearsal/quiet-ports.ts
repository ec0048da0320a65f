import type { AddressHasher, Log, Queues, Schedules } from '../../lambda/ports.ts';
import type { PlanMessage } from '../../lambda/use-cases/messages.ts';

/** A message for the plan queue and the instant at which it gets there. */
export interface DueMessage {
  readonly atMs: number;
  readonly message: PlanMessage;
}

/** Says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Refusals made in a rehearsal never leave it: any hash will do. */
export const plainHasher: AddressHasher = { hash: async (address) => address.trim().toLowerCase() };

/** Queues that keep what plan is asked for and drop mails and notices: a rehearsal sends nothing. */
export function createAgenda(nowMs: () => number): {
  readonly queues: Queues;
  readonly schedules: Schedules;
  take(untilMs: number): DueMessage | undefined;
} {
  let due: readonly DueMessage[] = [];
  const add = (messages: readonly DueMessage[]) => {
    due = [...due, ...messages].sort((a, b) => a.atMs - b.atMs);
  };
  return {
    queues: {
      plan: async (messages) => add(messages.map((message) => ({ atMs: nowMs(), message }))),
      send: async () => {},
      import: async () => {},
      notify: async () => {},
    },
    schedules: {
      list: async () => [],
      ensureDaily: async () => false,
      removeDaily: async () => {},
      once: async (_name, atMs, message) => add([{ atMs, message }]),
    },
    take(untilMs) {
      const [first, ...rest] = due;
      if (first === undefined || first.atMs > untilMs) return undefined;
      due = rest;
      return first;
    },
  };
}
