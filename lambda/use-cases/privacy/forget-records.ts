import { isTellingId, type Person, recordsOf } from '../../domain/privacy/person.ts';
import type { CustomerStore, RefusalStore, SendLog } from '../../ports.ts';

/** Where a person's records are. */
export interface ForgetTools {
  readonly customers: Pick<CustomerStore, 'erase'>;
  readonly sendLog: Pick<SendLog, 'forget'>;
  readonly refusals: Pick<RefusalStore, 'forget'>;
}

/** What was taken away. */
export interface ForgottenRecords {
  /** How many records, by type. */
  readonly records: Readonly<Record<string, number>>;
  /** Rows of the send log that went as a whole: only where the customer's id, or that of the record, itself tells who it is. */
  readonly rowsForgotten: number;
}

/**
 * The second half of an erasure: takes away what refers to the customer, whatever is kept under ids that themselves tell who
 * it is, and last the profile, by which a repetition finds the rest and knows the name. Idempotent.
 */
export async function forgetRecords(tools: ForgetTools, person: Person): Promise<ForgottenRecords> {
  const { customers, sendLog, refusals } = tools;
  const { customer, names, hasTellingId } = person;
  const own = { type: 'customer', id: customer };
  for (const ref of recordsOf(person).filter(({ type }) => type !== own.type)) {
    // An event's id is made of whose it is, without a key.
    await customers.erase(ref, { leavesId: ref.type !== 'event' && !isTellingId(ref.id, names) });
  }
  const telling = person.rows.filter((row) => hasTellingId || isTellingId(row.record, names)).map(({ key }) => key);
  const rowsForgotten = hasTellingId ? await sendLog.forget(customer) : await sendLog.forget(customer, telling);
  if (hasTellingId) await refusals.forget({ kind: 'customer', id: customer });
  await customers.erase(own, { leavesId: !hasTellingId });
  return { records: countByType(person), rowsForgotten };
}

function countByType({ profile, related }: Person): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of [...(profile ? [profile] : []), ...related]) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
