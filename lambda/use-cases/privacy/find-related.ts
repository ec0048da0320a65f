import { type RecordRef, recordName, type StoredRecord } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import type { CustomerReader } from '../../ports.ts';
import { pagesOf } from '../pages-of.ts';

/** A field by which records of a type refer to a customer's or to another of theirs. */
interface Reference {
  readonly type: string;
  readonly field: string;
}

const EVENT = 'event';

/**
 * The records that are a customer's as they refer to them, or to a record that does: contracts, purchases, enrolments,
 * events. What these refer to themselves (a program, a delivery) belongs to others too, and another customer is nobody's.
 */
export async function findRelated(
  customers: Pick<CustomerReader, 'find' | 'getMany'>,
  model: RecordModel,
  customer: string,
): Promise<readonly StoredRecord[]> {
  const found = new Map<string, StoredRecord>();
  let reached: readonly RecordRef[] = [{ type: 'customer', id: customer }];
  while (reached.length > 0) {
    const next: StoredRecord[] = [];
    for (const target of reached) {
      for (const reference of referencesTo(model, target.type)) {
        for (const record of await referring(customers, reference, target.id)) {
          const name = recordName(record);
          if (found.has(name)) continue;
          found.set(name, record);
          next.push(record);
        }
      }
    }
    reached = next;
  }
  return [...found.values()];
}

function referencesTo(model: RecordModel, target: string): readonly Reference[] {
  const declared = model
    .filter(({ type }) => type !== 'customer' && type !== EVENT)
    .flatMap(({ type, fields }) =>
      fields.filter((field) => field.target === target).map(({ key }) => ({ type, field: key })),
    );
  // Every event refers to its customer, whatever the record model declares.
  return target === 'customer' ? [...declared, { type: EVENT, field: 'customer' }] : declared;
}

async function referring(
  customers: Pick<CustomerReader, 'find' | 'getMany'>,
  { type, field }: Reference,
  id: string,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'reference', type, field, id }, cursor))) {
    const read = await customers.getMany(ids.map((one) => ({ type, id: one })));
    // Entries may be stale.
    records.push(...[...read.values()].filter(({ fields }) => fields[field] === id));
  }
  return records;
}
