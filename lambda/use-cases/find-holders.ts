import type { DatePath } from '../domain/campaign/campaign.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import type { CustomerReader } from '../ports.ts';
import { met, referrersOf, type Walked, walkBack, walkForward } from './walk-references.ts';

/** The inverse of `reachCustomers`: every record whose date concerns a customer, with the ids of those on the way, by type. */
export async function* holdersOf(
  customers: CustomerReader,
  path: DatePath,
  customer: StoredRecord,
): AsyncGenerator<Walked> {
  for await (const base of basesOf(customers, path, customer)) {
    const holder = await walkForward(customers, base, path.hops);
    if (holder === undefined) continue;
    const { customer: _, ...between } = holder.path;
    yield { record: holder.record, path: between };
  }
}

async function* basesOf(
  customers: CustomerReader,
  { base, reach }: DatePath,
  customer: StoredRecord,
): AsyncGenerator<Walked> {
  if (reach.kind === 'self') {
    yield { record: customer, path: {} };
    return;
  }
  const via = reach.via ?? [];
  const end = via.at(-1)?.target ?? base;
  if (reach.kind === 'reference') {
    for await (const record of referrersOf(customers, end, reach.field, customer.id)) {
      yield* walkBack(customers, base, via, met({ path: {} }, record));
    }
    return;
  }
  const { type, meets, joins, baseField, customerField, customerVia = [] } = reach;
  for await (const owner of referrersOf(customers, customerVia.at(-1)?.target ?? type, customerField, customer.id)) {
    for await (const joining of walkBack(customers, type, customerVia, met({ path: {} }, owner))) {
      const meeting = await walkForward(customers, joining, [...(joins ?? []), meets]);
      if (meeting === undefined) continue;
      if (baseField === undefined) {
        yield* walkBack(customers, base, via, meeting);
        continue;
      }
      for await (const record of referrersOf(customers, end, baseField, meeting.record.id)) {
        yield* walkBack(customers, base, via, met(meeting, record));
      }
    }
  }
}
