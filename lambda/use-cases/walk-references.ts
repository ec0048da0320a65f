import type { Hop } from '../domain/campaign/campaign.ts';
import { type StoredRecord, textOf } from '../domain/records/record.ts';
import type { CustomerReader } from '../ports.ts';
import { pagesOf } from './pages-of.ts';

/** A record, and the ids of the records that were met on the way to it, itself included, by type. */
export interface Walked {
  readonly record: StoredRecord;
  readonly path: Readonly<Record<string, string>>;
}

/** The record at the end of references followed from another one; undefined when one is empty or leads nowhere. */
export async function walkForward(
  customers: CustomerReader,
  from: Walked,
  hops: readonly Hop[] = [],
): Promise<Walked | undefined> {
  let at = from;
  for (const { field, target } of hops) {
    const id = textOf(at.record, field);
    const record = id === '' ? undefined : await customers.get({ type: target, id });
    if (record === undefined) return undefined;
    at = met(at, record);
  }
  return at;
}

/** The records of `type` from which the references lead to a record. */
export async function* walkBack(
  customers: CustomerReader,
  type: string,
  hops: readonly Hop[],
  to: Walked,
): AsyncGenerator<Walked> {
  let level: readonly Walked[] = [to];
  for (let hop = hops.length - 1; hop >= 0; hop -= 1) {
    const field = hops[hop]?.field ?? '';
    const source = hops[hop - 1]?.target ?? type;
    const before: Walked[] = [];
    for (const walked of level) {
      for await (const referrer of referrersOf(customers, source, field, walked.record.id)) {
        before.push(met(walked, referrer));
      }
    }
    level = before;
  }
  yield* level;
}

/** The records of a type that point to a record by this field. */
export async function* referrersOf(
  customers: CustomerReader,
  type: string,
  field: string,
  id: string,
): AsyncGenerator<StoredRecord> {
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'reference', type, field, id }, cursor))) {
    const records = await customers.getMany(ids.map((each) => ({ type, id: each })));
    // The index may lag behind a changed reference.
    for (const record of records.values()) if (textOf(record, field) === id) yield record;
  }
}

/** One step further on a walk. */
export function met({ path }: Pick<Walked, 'path'>, record: StoredRecord): Walked {
  return { record, path: { ...path, [record.type]: record.id } };
}
