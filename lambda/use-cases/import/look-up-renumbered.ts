import { changesPerson } from '../../domain/import/changes-person.ts';
import { withRenumbered } from '../../domain/import/example-ids.ts';
import { type NewRecord, type StoredRecord, textOf } from '../../domain/records/record.ts';
import { type CustomersAtTools, customersAt } from '../events/find-customer.ts';
import type { Compared } from './survey-records.ts';

type Renumbered = Pick<Compared, 'lookedUp' | 'renumbered' | 'renumberedIds'>;

/** So many rows of a file are looked up: where a program has changed the ids, it has changed nearly all of them. */
const MOST = 100;

/**
 * Goes on counting customers whose ids are new, but who are known under another one: the same address, name and company. A
 * program that took the zeros off 00123 makes such, and each would be mailed again.
 */
export async function lookUpRenumbered(
  tools: CustomersAtTools,
  before: Renumbered,
  unknown: readonly NewRecord[],
): Promise<Renumbered> {
  const sample = unknown.filter((record) => textOf(record, 'email') !== '').slice(0, MOST - before.lookedUp);
  const earlier = await Promise.all(sample.map((record) => knownAs(tools, record)));
  let { renumbered, renumberedIds } = before;
  for (const [index, { id }] of sample.entries()) {
    const other = earlier[index];
    if (other === undefined) continue;
    renumbered += 1;
    renumberedIds = withRenumbered(renumberedIds, { id, knownAs: other.id });
  }
  return { lookedUp: before.lookedUp + sample.length, renumbered, renumberedIds };
}

async function knownAs(tools: CustomersAtTools, record: NewRecord): Promise<StoredRecord | undefined> {
  // Of an address that very many have, some are enough.
  for await (const records of customersAt(tools, textOf(record, 'email'))) {
    return records.find((known) => known.id !== record.id && !changesPerson(known, record));
  }
  return undefined;
}
