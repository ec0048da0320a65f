import type { Heartbeat, Heartbeats } from '../../ports.ts';

/** Questions whether cards still arrive, in memory: for tests. */
export function createMemoryHeartbeats(): Heartbeats {
  const kept = new Map<string, Heartbeat>();
  return {
    async ask({ id, place, askedAt }) {
      if (!kept.has(id)) kept.set(id, { id, place, askedAt });
    },
    async get(id) {
      return kept.get(id);
    },
    async answer(id, at) {
      const heartbeat = kept.get(id);
      if (heartbeat !== undefined) kept.set(id, { answeredAt: at, ...heartbeat });
      return heartbeat !== undefined;
    },
    async open() {
      return [...kept.values()].filter(({ answeredAt, reportedAt }) => !answeredAt && !reportedAt);
    },
    async report(id, at) {
      const heartbeat = kept.get(id);
      if (!heartbeat || heartbeat.answeredAt || heartbeat.reportedAt) return false;
      kept.set(id, { ...heartbeat, reportedAt: at });
      return true;
    },
  };
}
