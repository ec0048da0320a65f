import type { RefusalStore, Refusals, Subject } from '../../ports.ts';

interface Kept {
  readonly optedOut: Set<string>;
  suppressed: boolean;
}

/** Refusals in memory: for the command line's forecasts and for tests. Keeps no ledger. */
export function createMemoryRefusalStore(): RefusalStore {
  const bySubject = new Map<string, Kept>();

  function change(subjects: readonly Subject[], apply: (kept: Kept) => void): void {
    for (const subject of subjects) {
      const kept = bySubject.get(nameOf(subject)) ?? { optedOut: new Set(), suppressed: false };
      apply(kept);
      bySubject.set(nameOf(subject), kept);
    }
  }

  return {
    async getMany(lists) {
      return lists.map((subjects) => merged(subjects.flatMap((subject) => bySubject.get(nameOf(subject)) ?? [])));
    },
    async optOut(subjects, scope) {
      change(subjects, ({ optedOut }) => optedOut.add(scope));
    },
    async optIn(subjects, scope) {
      change(subjects, ({ optedOut }) => optedOut.delete(scope));
    },
    async suppress(subjects) {
      change(subjects, (kept) => {
        kept.suppressed = true;
      });
    },
  };
}

function nameOf(subject: Subject): string {
  return subject.kind === 'customer' ? `customer#${subject.id}` : `address#${subject.hash}`;
}

function merged(all: readonly Kept[]): Refusals {
  return {
    optedOut: [...new Set(all.flatMap(({ optedOut }) => [...optedOut]))].sort(),
    suppressed: all.some(({ suppressed }) => suppressed),
    erased: false,
  };
}
