import { namesOf } from '../../domain/privacy/names-of.ts';
import { isTellingId, type Person } from '../../domain/privacy/person.ts';
import { type StoredRecord, textOf } from '../../domain/records/record.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';
import type { AddressHasher, CustomerStore, RefusalStore, SendLog } from '../../ports.ts';
import { traceRelated } from './find-related.ts';
import { idSubject } from './id-subject.ts';

/** Where a person is looked up. */
export interface PersonSources {
  readonly customers: Pick<CustomerStore, 'get' | 'getMany' | 'find' | 'addressHashes'>;
  readonly sendLog: Pick<SendLog, 'ofCustomer'>;
  readonly refusals: Pick<RefusalStore, 'getMany'>;
  readonly hasher: AddressHasher;
  readonly stage: { readonly recordModel: RecordModel };
}

/** Looks up all that is a customer's. Also for one that is gone: then it is what the log still knows. */
export async function knowPerson(sources: PersonSources, customer: string): Promise<Person> {
  const { customers, sendLog, refusals, hasher, stage } = sources;
  const ref = { type: 'customer', id: customer };
  const byHash = await idSubject(hasher, customer);
  const [profile, { records: related, gone }, rows, [plainMark, hashedMark]] = await Promise.all([
    customers.get(ref),
    traceRelated(customers, stage.recordModel, customer),
    sendLog.ofCustomer(customer, ''),
    refusals.getMany([[{ kind: 'customer', id: customer }], [byHash]]),
  ]);
  const own = [...(profile ? [profile] : []), ...related];
  const addresses = [...new Set(own.flatMap((record) => addressesOf(record, stage.recordModel)))];
  const hashes = await Promise.all([
    ...addresses.map((address) => hasher.hash(address)),
    // An id that is an address is one, whatever the profile says by now.
    ...(customer.includes('@') ? [hasher.hash(customer)] : []),
  ]);
  const former = await Promise.all([ref, ...related, ...gone].map((record) => customers.addressHashes(record)));
  const names = profile === undefined ? [] : namesOf(profile, stage.recordModel);
  const isMarked = hashedMark?.erased === true;
  const mailed = rows.flatMap(({ addressHash }) => addressHash ?? []);
  return {
    customer,
    ...(profile && { profile }),
    ...{ related, gone, rows },
    addresses,
    addressHashes: [...new Set([...hashes, ...former.flat(), ...mailed])].filter((hash) => hash !== ''),
    names,
    idHash: byHash.hash,
    isMarked,
    // The plain mark is set before the hashed one (forbidMail): where it alone is missing, the id was not to be kept.
    hasTellingId: isTellingId(customer, names) || (isMarked && plainMark?.erased !== true),
  };
}

/** The addresses in a record's own fields; the owner's is a colleague's. */
function addressesOf(record: StoredRecord, model: RecordModel): readonly string[] {
  const fields = model.find(({ type }) => type === record.type)?.fields ?? [];
  return fields
    .filter(({ key, kind }) => kind === 'email' && key !== 'owner.email')
    .map(({ key }) => textOf(record, key))
    .filter((address) => address !== '');
}
