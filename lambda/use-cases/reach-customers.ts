import type { DatePath } from '../domain/campaign/campaign.ts';
import { type StoredRecord, textOf } from '../domain/records/record.ts';
import type { CustomerReader } from '../ports.ts';
import { met, referrersOf, type Walked, walkBack, walkForward } from './walk-references.ts';

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
  customers: CustomerReader,
  path: DatePath,
  holder: StoredRecord,
): AsyncGenerator<ReachedCustomer> {
  for await (const base of walkBack(customers, path.base, path.hops, met({ path: {} }, holder))) {
    for await (const reached of customersOf(customers, path, base)) {
      if (reached.customer === '') continue;
      const { customer: _, ...between } = reached.path;
      yield { customer: reached.customer, path: between };
    }
  }
}

async function* customersOf(
  customers: CustomerReader,
  { reach }: DatePath,
  base: Walked,
): AsyncGenerator<ReachedCustomer> {
  if (reach.kind === 'self') {
    yield { customer: base.record.id, path: base.path };
    return;
  }
  const at = await walkForward(customers, base, reach.via);
  if (at === undefined) return;
  if (reach.kind === 'reference') {
    yield { customer: textOf(at.record, reach.field), path: at.path };
    return;
  }
  const { field, target } = reach.meets;
  const meeting = reach.baseField === undefined ? at.record.id : textOf(at.record, reach.baseField);
  if (meeting === '') return;
  const { type, joins = [], customerVia, customerField } = reach;
  const path = { ...at.path, [target]: meeting };
  for await (const referrer of referrersOf(customers, joins.at(-1)?.target ?? type, field, meeting)) {
    for await (const joining of walkBack(customers, type, joins, met({ path }, referrer))) {
      const owner = await walkForward(customers, joining, customerVia);
      if (owner !== undefined) yield { customer: textOf(owner.record, customerField), path: owner.path };
    }
  }
}
