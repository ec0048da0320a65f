import { recordName } from '../../domain/records/record.ts';
import type { EventTimes } from '../../ports.ts';

/** What the latest events said of records, in memory: for tests. */
export function createMemoryEventTimes(): EventTimes {
  const times = new Map<string, Readonly<Record<string, string>>>();
  return {
    of: async (ref) => times.get(recordName(ref)) ?? {},
    async note(ref, fields, at) {
      const noted = Object.fromEntries(fields.map((field) => [field, at]));
      times.set(recordName(ref), { ...times.get(recordName(ref)), ...noted });
    },
  };
}
