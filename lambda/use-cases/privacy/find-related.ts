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

/** What refers to a customer. `gone` = records that are no more, of which an entry that leads to the customer is left. */
export interface Related {
  readonly records: readonly StoredRecord[];
  readonly gone: readonly RecordRef[];
}

/** The records that are a customer's, as `traceRelated` finds them. */
export async function findRelated(
  customers: Pick<CustomerReader, 'find' | 'getMany'>,
  model: RecordModel,
  customer: string,
): Promise<readonly StoredRecord[]> {
  return (await traceRelated(customers, model, customer)).records;
}

/**
 * The records that are a customer's as they refer to them, or to a record that does: contracts, purchases, enrolments,
 * events. What these refer to themselves (a program, a delivery) belongs to others too, and another customer is nobody's.
 */
export async function traceRelated(
  customers: Pick<CustomerReader, 'find' | 'getMany'>,
  model: RecordModel,
  customer: string,
): Promise<Related> {
  const gone = new Map<string, RecordRef>();
  const found = new Map<string, StoredRecord>();
  let reached: readonly RecordRef[] = [{ type: 'customer', id: customer }];
  while (reached.length > 0) {
    const next: StoredRecord[] = [];
    for (const target of reached) {
      for (const reference of referencesTo(model, target.type)) {
        const { records, gone: left } = await referring(customers, reference, target.id);
        for (const ref of left) gone.set(recordName(ref), ref);
        for (const record of records) {
          const name = recordName(record);
          if (found.has(name)) continue;
          found.set(name, record);
          next.push(record);
        }
      }
    }
    reached = next;
  }
  return { records: [...found.values()], gone: [...gone.values()] };
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
): Promise<Related> {
  const records: StoredRecord[] = [];
  const gone: RecordRef[] = [];
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'reference', type, field, id }, cursor))) {
    const refs = ids.map((one) => ({ type, id: one }));
    const read = await customers.getMany(refs);
    // Entries may be stale.
    records.push(...[...read.values()].filter(({ fields }) => fields[field] === id));
    gone.push(...refs.filter((ref) => !read.has(recordName(ref))));
  }
  return { records, gone };
}
