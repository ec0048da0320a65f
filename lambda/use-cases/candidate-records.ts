import type { Campaign, Step } from '../domain/campaign/campaign.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { parseRecordName, type RecordRef, recordName, type StoredRecord, textOf } from '../domain/records/record.ts';
import type { CustomerReader } from '../ports.ts';

/** The records that a candidate's mail is made of. */
export interface CandidateRecords {
  readonly customer: StoredRecord;
  /** The records between the date and the customer, by type, and those to which the campaign follows them. */
  readonly onPath: Readonly<Record<string, StoredRecord>>;
  /** The record that holds the date; the customer for whole-list triggers. */
  readonly holder: StoredRecord;
  readonly event?: StoredRecord;
}

/** A candidate, and the campaign that says how far its records are followed. */
export interface CampaignCandidate {
  readonly candidate: Candidate;
  readonly campaign: Pick<Campaign, 'follows'>;
}

/** Loads the records of many candidates at once. A candidate without its customer, date or event gets undefined. */
export async function loadCandidateRecords(
  customers: Pick<CustomerReader, 'getMany'>,
  candidates: readonly CampaignCandidate[],
): Promise<readonly (CandidateRecords | undefined)[]> {
  const records = await load(
    customers,
    candidates.flatMap(({ candidate }) => refsOf(candidate)),
  );
  const found = candidates.map(({ candidate }) => pick(candidate, records));
  const known = found.flatMap((each, index) => {
    const { follows = [] } = candidates[index]?.campaign ?? {};
    return each === undefined || follows.length === 0 ? [] : [{ ...each, follows }];
  });
  await followAll(customers, known);
  return found;
}

/** Events are kept beside the records, so that a mail can speak of them later. */
export function eventRef(id: string): RecordRef {
  return { type: 'event', id };
}

async function load(
  customers: Pick<CustomerReader, 'getMany'>,
  refs: readonly RecordRef[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  return customers.getMany([...new Map(refs.map((ref) => [recordName(ref), ref])).values()]);
}

function refsOf({ customer, path, record, event }: Candidate): readonly RecordRef[] {
  return [
    { type: 'customer', id: customer },
    parseRecordName(record),
    ...Object.entries(path).map(([type, id]) => ({ type, id })),
    ...(event === undefined ? [] : [eventRef(event)]),
  ];
}

interface Picked extends CandidateRecords {
  readonly onPath: Record<string, StoredRecord>;
}

function pick(candidate: Candidate, records: ReadonlyMap<string, StoredRecord>): Picked | undefined {
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

/** Follows the campaigns' references, each step for all candidates in one read; what leads nowhere is left out. */
async function followAll(
  customers: Pick<CustomerReader, 'getMany'>,
  candidates: readonly (Picked & { readonly follows: readonly Step[] })[],
): Promise<void> {
  const steps = Math.max(0, ...candidates.map(({ follows }) => follows.length));
  for (let index = 0; index < steps; index += 1) {
    const wanted = candidates.flatMap(({ customer, onPath, follows }) => {
      const step = follows[index];
      const from = step?.from === 'customer' ? customer : onPath[step?.from ?? ''];
      const id = step === undefined ? '' : textOf(from, step.field);
      return step === undefined || id === '' ? [] : [{ onPath, ref: { type: step.target, id } }];
    });
    const records = await load(
      customers,
      wanted.map(({ ref }) => ref),
    );
    for (const { onPath, ref } of wanted) {
      const record = records.get(recordName(ref));
      if (record !== undefined) onPath[ref.type] = record;
    }
  }
}
