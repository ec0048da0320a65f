import type { DatePath } from '../domain/campaign/campaign.ts';
import { type StoredRecord, textOf } from '../domain/records/record.ts';
import type { CustomerStore } from '../ports.ts';
import { pagesOf } from './pages-of.ts';

/** A customer met from a date's holder, with the ids of the records on the way, by type. */
export interface ReachedCustomer {
  readonly customer: string;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Follows a date's path from the record that holds it to every customer it concerns. A customer who is met in several
 * ways comes once for each: `where` may tell them apart.
 */
export async function* reachCustomers(
  customers: CustomerStore,
  path: DatePath,
  holder: StoredRecord,
): AsyncGenerator<ReachedCustomer> {
  for await (const base of basesOf(customers, path, holder)) {
    for await (const reached of customersOf(customers, path, base.record)) {
      if (reached.customer === '') continue;
      const { customer: _, ...between } = { ...base.path, ...reached.path };
      yield { customer: reached.customer, path: between };
    }
  }
}

interface Base {
  readonly record: StoredRecord;
  readonly path: Readonly<Record<string, string>>;
}

/** The records at the beginning of the path, found by walking its references backwards from the holder. */
async function* basesOf(customers: CustomerStore, path: DatePath, holder: StoredRecord): AsyncGenerator<Base> {
  let level: readonly Base[] = [{ record: holder, path: { [holder.type]: holder.id } }];
  for (let hop = path.hops.length - 1; hop >= 0; hop -= 1) {
    const type = hop === 0 ? path.base : path.hops[hop - 1]?.target;
    const field = path.hops[hop]?.field;
    if (type === undefined || field === undefined) return;
    const before: Base[] = [];
    for (const { record, path: walked } of level) {
      for await (const referrer of referrersOf(customers, type, field, record.id)) {
        before.push({ record: referrer, path: { ...walked, [type]: referrer.id } });
      }
    }
    level = before;
  }
  yield* level;
}

async function* customersOf(
  customers: CustomerStore,
  { reach }: DatePath,
  base: StoredRecord,
): AsyncGenerator<ReachedCustomer> {
  switch (reach.kind) {
    case 'self':
      yield { customer: base.id, path: {} };
      return;
    case 'reference':
      yield { customer: textOf(base, reach.field), path: {} };
      return;
    case 'through': {
      const { field, target } = reach.meets;
      const met = reach.baseField === undefined ? base.id : textOf(base, reach.baseField);
      if (met === '') return;
      for await (const joining of referrersOf(customers, reach.type, field, met)) {
        yield {
          customer: textOf(joining, reach.customerField),
          path: { [target]: met, [reach.type]: joining.id },
        };
      }
    }
  }
}

async function* referrersOf(
  customers: CustomerStore,
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
