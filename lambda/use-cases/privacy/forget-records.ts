import { isPersonalId, type Person, recordsOf } from '../../domain/privacy/person.ts';
import type { CustomerStore, RefusalStore, SendLog } from '../../ports.ts';
import { subjectsToMark } from './forbid-mail.ts';

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
  /** Rows of the send log that went as a whole: only where the customer's id itself tells who it is. */
  readonly rowsForgotten: number;
}

/**
 * The second half of an erasure: takes away what refers to the customer, then the profile, by which a repetition would
 * find the rest; last whatever is kept under an id that itself is an address or a name. Idempotent.
 */
export async function forgetRecords(tools: ForgetTools, person: Person): Promise<ForgottenRecords> {
  const { customers, sendLog, refusals } = tools;
  for (const ref of recordsOf(person)) await customers.erase(ref);
  let rowsForgotten = 0;
  if (isPersonalId(person)) {
    rowsForgotten = await sendLog.forget(person.customer);
    const isMarked = subjectsToMark(person).some(({ kind }) => kind === 'customer');
    if (!isMarked) await refusals.forget({ kind: 'customer', id: person.customer });
  }
  return { records: countByType(person), rowsForgotten };
}

function countByType({ profile, related }: Person): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of [...(profile ? [profile] : []), ...related]) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
