import type { ToldOnce } from '../../ports.ts';

/** What people have been told, in memory: for tests. */
export function createMemoryToldOnce(): ToldOnce {
  const told = new Map<string, string>();
  return {
    toldAt: async (name) => told.get(name),
    has: async (name) => told.has(name),
    async note(name, at) {
      told.set(name, at);
    },
  };
}
