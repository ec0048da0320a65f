import type { Happening } from '../../domain/events/event-record.ts';
import { type NewRecord, textOf } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import type { AddressHasher, RefusalStore, Subject } from '../../ports.ts';
import { idSubject } from '../privacy/id-subject.ts';

/** What asking after erasures needs. */
export interface ErasedTools {
  readonly refusals: Pick<RefusalStore, 'getMany'>;
  readonly hasher: AddressHasher;
  readonly stage: { readonly recordModel: RecordModel };
}

/** Whether a record is that of an erased person, by id or address, or refers to one. */
export async function isOfErased(tools: ErasedTools, record: NewRecord): Promise<boolean> {
  return (await erasedAmong(tools, [record])).length > 0;
}

/** Those of many records that are an erased person's. */
export async function erasedAmong<T extends NewRecord>(
  tools: ErasedTools,
  records: readonly T[],
): Promise<readonly T[]> {
  const persons = await Promise.all(records.map((record) => personsOf(tools, record)));
  const concerned = records.flatMap((record, index) => {
    const subjects = persons[index] ?? [];
    return subjects.length > 0 ? [{ record, subjects }] : [];
  });
  if (concerned.length === 0) return [];
  const refusals = await tools.refusals.getMany(concerned.map(({ subjects }) => subjects));
  return concerned.filter((_, index) => refusals[index]?.erased).map(({ record }) => record);
}

async function personsOf(tools: ErasedTools, record: NewRecord): Promise<readonly Subject[]> {
  const { fields = [] } = tools.stage.recordModel.find(({ type }) => type === record.type) ?? {};
  const customers = fields.filter(({ target }) => target === 'customer').map(({ key }) => textOf(record, key));
  // The owner's address is a colleague's.
  const addresses = fields.filter(({ key, kind }) => kind === 'email' && key !== 'owner.email');
  const own = record.type === 'customer' ? [record.id] : [];
  return subjectsOf(
    tools,
    [...own, ...customers],
    addresses.map(({ key }) => textOf(record, key)),
  );
}

/** Whether something was done by an erased person, by the id or address that the event gives. */
export function isByErased(tools: ErasedTools, by: Happening['by']): Promise<boolean> {
  return 'customer' in by ? isErased(tools, [by.customer], []) : isErased(tools, [], [by.email]);
}

async function isErased(
  tools: ErasedTools,
  customers: readonly string[],
  addresses: readonly string[],
): Promise<boolean> {
  const subjects = await subjectsOf(tools, customers, addresses);
  if (subjects.length === 0) return false;
  return (await tools.refusals.getMany([subjects])).some(({ erased }) => erased);
}

async function subjectsOf(
  { hasher }: ErasedTools,
  customers: readonly string[],
  addresses: readonly string[],
): Promise<readonly Subject[]> {
  // Every erasure marks the id's hash, as some ids may not be kept themselves.
  const ids = customers.filter((id) => id !== '').map((id) => idSubject(hasher, id));
  const subjects: Subject[] = await Promise.all(ids);
  // An id that is an address is one in any writing.
  for (const address of [...customers.filter((id) => id.includes('@')), ...addresses]) {
    if (address !== '') subjects.push({ kind: 'address', hash: await hasher.hash(address) });
  }
  return subjects;
}
