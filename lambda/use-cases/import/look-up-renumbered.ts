import { changesPerson } from '../../domain/import/changes-person.ts';
import { withRenumbered } from '../../domain/import/example-ids.ts';
import type { UploadProgress } from '../../domain/import/upload.ts';
import { type NewRecord, textOf } from '../../domain/records/record.ts';
import { type CustomersAtTools, customersAt } from '../events/find-customer.ts';

type Renumbered = Pick<UploadProgress, 'lookedUp' | 'renumbered' | 'renumberedIds'>;

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
  const known = await Promise.all(sample.map((record) => idOf(tools, record)));
  let { renumbered, renumberedIds } = before;
  for (const [index, { id }] of sample.entries()) {
    const knownAs = known[index];
    if (knownAs === undefined) continue;
    renumbered += 1;
    renumberedIds = withRenumbered(renumberedIds, { id, knownAs });
  }
  return { lookedUp: before.lookedUp + sample.length, renumbered, renumberedIds };
}

/** The id under which a row's customer is known. */
async function idOf(tools: CustomersAtTools, record: NewRecord): Promise<string | undefined> {
  // Of an address that very many have, some are enough.
  for await (const records of customersAt(tools, textOf(record, 'email'))) {
    return records.find((known) => known.id !== record.id && !changesPerson(known, record))?.id;
  }
  return undefined;
}
