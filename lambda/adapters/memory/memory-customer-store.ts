import type { ConsentEntry } from '../../domain/privacy/consent-entry.ts';
import { type NewRecord, recordName } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import { isExpired, recordExpiry } from '../../domain/records/retention.ts';
import type { AddressHasher, Clock, CustomerStore, PutResult } from '../../ports.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { consentsTold } from '../stores/consents-told.ts';
import { fromCursor, toCursor } from '../stores/cursor.ts';
import { ADDRESS_ENTRY, type IndexEntry, lookupOf } from '../stores/index-entry.ts';
import {
  acceptChange,
  type IndexedRecord,
  type RecordChange,
  recordChange,
  type Standing,
} from '../stores/record-change.ts';
import { withAddresses } from '../stores/with-addresses.ts';
import { SortedIds } from './sorted-ids.ts';

export interface MemoryCustomerStoreOptions {
  /** Says which fields are dates and references. */
  readonly model: RecordModel;
  /** Ids per page of `find`; all of them unless told. */
  readonly pageSize?: number;
  /** Notes when records change. Without it, only what has expired is told by the machine's. */
  readonly clock?: Clock;
  /** Without it, records are not found under their addresses. */
  readonly hasher?: AddressHasher;
}

interface Kept {
  readonly standing: Standing;
  readonly entries: ReadonlyMap<string, IndexEntry>;
  readonly expiresAt?: number | undefined;
}

/** Records and their index in memory: for the command line's forecasts and for tests. */
export function createMemoryCustomerStore(options: MemoryCustomerStoreOptions): CustomerStore {
  const { model, pageSize = Number.POSITIVE_INFINITY, clock, hasher } = options;
  const { nowMs } = clock ?? systemClock;
  const kept = new Map<string, Kept>();
  const index = new Map<string, SortedIds>();
  const columns = new Map<string, Set<string>>();
  const told = new Map<string, readonly ConsentEntry[]>();
  const changedAt = () => clock && new Date(clock.nowMs()).toISOString();

  function idsOf(lookup: string): SortedIds {
    const ids = index.get(lookup) ?? new SortedIds();
    index.set(lookup, ids);
    return ids;
  }

  function liveOf(name: string): IndexedRecord | undefined {
    const found = kept.get(name);
    if (found === undefined || isExpired(found.expiresAt, nowMs())) return undefined;
    return 'record' in found.standing ? found.standing : undefined;
  }

  function standingOf(name: string): Standing | undefined {
    const found = kept.get(name);
    if (found === undefined) return undefined;
    const { standing } = found;
    return liveOf(name) ?? ('record' in standing ? { goneRev: standing.record.rev } : standing);
  }

  /** Replaces what is kept of a record and its entries, in one go. */
  function keep(
    name: string,
    id: string,
    standing: Standing,
    entries: readonly IndexEntry[],
    expiresAt?: number,
  ): void {
    const before = kept.get(name)?.entries ?? new Map<string, IndexEntry>();
    const after = new Map(entries.map((entry) => [entry.sk, entry]));
    for (const [sk, { lookup, ref }] of before) if (!after.has(sk)) idsOf(lookup).remove(ref);
    for (const [sk, { lookup, ref }] of after) if (!before.has(sk)) idsOf(lookup).add(ref, id);
    kept.set(name, { standing, entries: after, expiresAt });
  }

  function addressEntries(name: string): readonly IndexEntry[] {
    return [...(kept.get(name)?.entries.values() ?? [])].filter(({ sk }) => sk.startsWith(ADDRESS_ENTRY));
  }

  async function put(record: NewRecord, source: string): Promise<PutResult> {
    const name = recordName(record);
    const before = kept.get(name);
    const change = recordChange(model, record, standingOf(name), changedAt());
    if (change.result === 'unchanged') return change.result;
    // Entries of the addresses that it has already stay as they are.
    const isKnown = hasher === undefined || change.addresses.added.length === 0;
    const whole = isKnown ? change : await withAddresses(change, hasher);
    // Somebody may have come in between while addresses were hashed.
    if (kept.get(name) !== before) return put(record, source);
    write(name, whole, source);
    return change.result;
  }

  function write(name: string, { next, entries, consent }: RecordChange, source: string): void {
    const { type, id } = next.record;
    if (consent !== undefined) {
      const at = new Date(nowMs()).toISOString();
      told.set(id, [...(told.get(id) ?? []), { customer: id, category: 'marketing', what: consent, at, source }]);
    }
    keep(name, id, next, [...entries, ...addressEntries(name)], recordExpiry(type, nowMs()));
  }

  function remove(name: string, id: string, left: readonly IndexEntry[]): boolean {
    const standing = standingOf(name);
    if (standing === undefined) return false;
    const isLive = 'record' in standing;
    keep(name, id, isLive ? { goneRev: standing.record.rev + 1 } : standing, left);
    return isLive;
  }

  return {
    async get(ref) {
      return liveOf(recordName(ref))?.record;
    },
    async getMany(refs) {
      const found = refs.flatMap((ref) => liveOf(recordName(ref))?.record ?? []);
      return new Map(found.map((record) => [recordName(record), record]));
    },
    async find(query, cursor) {
      const { lookup, refPrefix = '' } = lookupOf(query);
      const after = cursor === undefined ? '' : String(fromCursor(cursor).after);
      const page = index.get(lookup)?.page(refPrefix, after, pageSize) ?? [];
      const items = page.map(([, id]) => id);
      const next = page.length < pageSize ? undefined : toCursor({ after: page.at(-1)?.[0] });
      return next === undefined ? { items } : { items, cursor: next };
    },
    async putMany(many, source = '') {
      const results: PutResult[] = [];
      for (const record of many) results.push(await put(record, source));
      return results;
    },
    async removeMany(refs) {
      return refs.map((ref) => {
        const name = recordName(ref);
        return remove(name, ref.id, ref.type === 'customer' ? addressEntries(name) : []);
      });
    },
    async erase(ref, { leavesId = true } = {}) {
      remove(recordName(ref), ref.id, []);
      if (!leavesId) kept.delete(recordName(ref));
      if (ref.type === 'customer') told.delete(ref.id);
    },
    async acceptSuspect(ref, field, value, by) {
      const name = recordName(ref);
      const stored = liveOf(name);
      if (stored?.record.fields[field] !== value) return false;
      if (!stored.record.suspects?.includes(field)) return true;
      const { next, obsolete } = acceptChange(stored, field, by, changedAt());
      const { entries, expiresAt } = kept.get(name) ?? { entries: new Map<string, IndexEntry>() };
      const left = [...entries.values()].filter(({ sk }) => !obsolete.includes(sk));
      keep(name, ref.id, next, left, expiresAt);
      return true;
    },
    async addressHashes(ref) {
      return addressEntries(recordName(ref)).map(({ sk }) => sk.slice(ADDRESS_ENTRY.length));
    },
    async consents(customer) {
      return consentsTold(told.get(customer) ?? []);
    },
    async extraColumns() {
      return Object.fromEntries([...columns].map(([type, labels]) => [type, [...labels].sort()]));
    },
    async addExtraColumns(type, labels) {
      if (labels.length > 0) columns.set(type, new Set([...(columns.get(type) ?? []), ...labels]));
    },
  };
}
