import type { RefusalEntry } from '../../domain/privacy/refusal-entry.ts';
import { softBounceDays } from '../../domain/privacy/retention-days.ts';
import type { RefusalStore, Refusals, Subject } from '../../ports.ts';

interface Kept {
  readonly optedOut: Set<string>;
  readonly suppressed: Set<string>;
  /** When each mail came back for now, by message id. */
  readonly softBounces: Map<string, string>;
  readonly ledger: RefusalEntry[];
  /** The last arrival that had something to forget, ISO UTC. */
  arrivedAt: string;
  erased: boolean;
}

/** How long a mail that came back for now counts. */
const SOFT_BOUNCE_MS = softBounceDays * 86_400_000;

/** Refusals in memory: for the command line's forecasts and for tests. */
export function createMemoryRefusalStore(): RefusalStore {
  const bySubject = new Map<string, Kept>();

  function keptOf(subject: Subject): Kept {
    const name = nameOf(subject);
    const kept = bySubject.get(name) ?? {
      optedOut: new Set(),
      suppressed: new Set(),
      softBounces: new Map(),
      ledger: [],
      arrivedAt: '',
      erased: false,
    };
    bySubject.set(name, kept);
    return kept;
  }

  function record(subjects: readonly Subject[], entry: RefusalEntry, change: (kept: Kept) => void): void {
    for (const subject of subjects) {
      const kept = keptOf(subject);
      change(kept);
      const isTold = kept.ledger.some(
        ({ what, about, at }) => what === entry.what && about === entry.about && at === entry.at,
      );
      if (!isTold) kept.ledger.push(entry);
    }
  }

  return {
    async getMany(lists) {
      return lists.map((subjects) => merged(subjects.flatMap((subject) => bySubject.get(nameOf(subject)) ?? [])));
    },
    async optOut(subjects, scope, at, source) {
      record(subjects, { what: 'opt-out', about: scope, at, source }, ({ optedOut }) => optedOut.add(scope));
    },
    async optIn(subjects, scope, at, source) {
      record(subjects, { what: 'opt-in', about: scope, at, source }, ({ optedOut }) => optedOut.delete(scope));
    },
    async suppress(subjects, scopes, cause, at) {
      record(subjects, { what: 'suppress', about: cause, at, source: cause }, ({ suppressed }) => {
        for (const scope of scopes) suppressed.add(scope);
      });
    },
    async erase(subjects, at, source) {
      record(subjects, { what: 'erase', about: '', at, source }, (kept) => {
        kept.erased = true;
      });
    },
    async ledger(subject) {
      const entries = bySubject.get(nameOf(subject))?.ledger ?? [];
      return entries.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    },
    async forget(subject) {
      bySubject.delete(nameOf(subject));
    },
    async countSoftBounce(subject, messageId, at) {
      const { softBounces, arrivedAt } = keptOf(subject);
      if (at >= arrivedAt && !softBounces.has(messageId)) softBounces.set(messageId, at);
      const since = new Date(Date.parse(at) - SOFT_BOUNCE_MS).toISOString();
      return [...softBounces.values()].filter((cameBackAt) => cameBackAt > since).length;
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

function placeOf({ at, what, about }: RefusalEntry): string {
  return `${at}#${what}#${about}`;
}

function nameOf(subject: Subject): string {
  return subject.kind === 'customer' ? `customer#${subject.id}` : `${subject.kind}#${subject.hash}`;
}

function merged(all: readonly Kept[]): Refusals {
  return {
    optedOut: [...new Set(all.flatMap(({ optedOut }) => [...optedOut]))].sort(),
    suppressed: [...new Set(all.flatMap(({ suppressed }) => [...suppressed]))].sort(),
    erased: all.some(({ erased }) => erased),
  };
}
