import type { Candidate } from '../domain/decision/candidate.ts';
import { parseRecordName, type RecordRef, recordName, type StoredRecord } from '../domain/records/record.ts';
import type { CustomerStore } from '../ports.ts';

/** The records that a candidate's mail is made of. */
export interface CandidateRecords {
  readonly customer: StoredRecord;
  /** The records between the date and the customer, by type. */
  readonly onPath: Readonly<Record<string, StoredRecord>>;
  /** The record that holds the date; the customer for whole-list triggers. */
  readonly holder: StoredRecord;
  readonly event?: StoredRecord;
}

/** Loads the records of many candidates at once. A candidate without its customer, date or event gets undefined. */
export async function loadCandidateRecords(
  customers: Pick<CustomerStore, 'getMany'>,
  candidates: readonly Candidate[],
): Promise<readonly (CandidateRecords | undefined)[]> {
  const refs = new Map(candidates.flatMap(refsOf).map((ref) => [recordName(ref), ref]));
  const records = await customers.getMany([...refs.values()]);
  return candidates.map((candidate) => pick(candidate, records));
}

/** Events are kept beside the records, so that a mail can speak of them later. */
export function eventRef(id: string): RecordRef {
  return { type: 'event', id };
}

function refsOf({ customer, path, record, event }: Candidate): readonly RecordRef[] {
  return [
    { type: 'customer', id: customer },
    parseRecordName(record),
    ...Object.entries(path).map(([type, id]) => ({ type, id })),
    ...(event === undefined ? [] : [eventRef(event)]),
  ];
}

function pick(candidate: Candidate, records: ReadonlyMap<string, StoredRecord>): CandidateRecords | undefined {
  const customer = records.get(recordName({ type: 'customer', id: candidate.customer }));
  const holder = records.get(candidate.record);
  const event = candidate.event === undefined ? undefined : records.get(recordName(eventRef(candidate.event)));
  if (customer === undefined || holder === undefined) return undefined;
  if (candidate.event !== undefined && event === undefined) return undefined;
  const onPath: Record<string, StoredRecord> = {};
  for (const [type, id] of Object.entries(candidate.path)) {
    const record = records.get(recordName({ type, id }));
    // A record that is only passed through may be missing: then its fields are empty.
    if (record !== undefined) onPath[type] = record;
  }
  return { customer, onPath, holder, ...(event && { event }) };
}
