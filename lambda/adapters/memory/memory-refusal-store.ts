import type { RefusalStore, Refusals, Subject } from '../../ports.ts';

interface Kept {
  readonly optedOut: Set<string>;
  readonly suppressed: Set<string>;
  /** When each mail came back for now, by message id. */
  readonly softBounces: Map<string, string>;
  /** The last arrival that had something to forget, ISO UTC. */
  arrivedAt: string;
}

/** Refusals in memory: for the command line's forecasts and for tests. Keeps no ledger. */
export function createMemoryRefusalStore(): RefusalStore {
  const bySubject = new Map<string, Kept>();

  function keptOf(subject: Subject): Kept {
    const name = nameOf(subject);
    const kept = bySubject.get(name) ?? {
      optedOut: new Set(),
      suppressed: new Set(),
      softBounces: new Map(),
      arrivedAt: '',
    };
    bySubject.set(name, kept);
    return kept;
  }

  return {
    async getMany(lists) {
      return lists.map((subjects) => merged(subjects.flatMap((subject) => bySubject.get(nameOf(subject)) ?? [])));
    },
    async optOut(subjects, scope) {
      for (const subject of subjects) keptOf(subject).optedOut.add(scope);
    },
    async optIn(subjects, scope) {
      for (const subject of subjects) keptOf(subject).optedOut.delete(scope);
    },
    async suppress(subjects, scopes) {
      for (const subject of subjects) for (const scope of scopes) keptOf(subject).suppressed.add(scope);
    },
    async countSoftBounce(subject, messageId, at) {
      const { softBounces, arrivedAt } = keptOf(subject);
      if (at >= arrivedAt && !softBounces.has(messageId)) softBounces.set(messageId, at);
      return softBounces.size;
    },
    async forgetSoftBounces(subject, at) {
      const kept = keptOf(subject);
      const old = [...kept.softBounces].filter(([, cameBackAt]) => cameBackAt < at);
      if (old.length === 0) return;
      for (const [messageId] of old) kept.softBounces.delete(messageId);
      kept.arrivedAt = at;
    },
  };
}

function nameOf(subject: Subject): string {
  return subject.kind === 'customer' ? `customer#${subject.id}` : `address#${subject.hash}`;
}

function merged(all: readonly Kept[]): Refusals {
  return {
    optedOut: [...new Set(all.flatMap(({ optedOut }) => [...optedOut]))].sort(),
    suppressed: [...new Set(all.flatMap(({ suppressed }) => [...suppressed]))].sort(),
    erased: false,
  };
}
