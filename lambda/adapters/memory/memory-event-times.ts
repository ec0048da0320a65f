import { recordName } from '../../domain/records/record.ts';
import type { EventTimes } from '../../ports.ts';

/** What the latest events said of records, in memory: for tests. */
export function createMemoryEventTimes(): EventTimes {
  const times = new Map<string, Readonly<Record<string, string>>>();
  const turns = new Map<string, Promise<void>>();
  return {
    async inTurn(ref, at, work) {
      const name = recordName(ref);
      const before = turns.get(name) ?? Promise.resolve();
      const turn = before.then(async () => {
        const spokenOf = await work(times.get(name) ?? {});
        times.set(name, { ...times.get(name), ...Object.fromEntries(spokenOf.map((field) => [field, at])) });
      });
      // Who comes next waits for the end, not for what came of it.
      turns.set(
        name,
        turn.catch(() => {}),
      );
      return turn;
    },
  };
}
