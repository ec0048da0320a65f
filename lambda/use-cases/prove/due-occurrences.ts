import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { eventCampaignDue } from '../../domain/campaign/event-campaign-due.ts';
import { isActiveOn } from '../../domain/campaign/is-active-on.ts';
import type { Candidate } from '../../domain/decision/candidate.ts';
import { occurrenceKey } from '../../domain/decision/occurrence-key.ts';
import type { Period } from '../../domain/prove/proof.ts';
import { parseRecordName, recordName, type StoredRecord, textOf } from '../../domain/records/record.ts';
import { type SendRef, sendName } from '../../domain/send-log/send-row.ts';
import type { CustomerReader } from '../../ports.ts';
import { eventRef } from '../candidate-records.ts';
import { findCandidates } from '../find-candidates.ts';
import { pagesOf } from '../pages-of.ts';
import { eventCandidate } from '../plan-event.ts';

/** One occurrence that today's records call for, and the records that make it so. */
export interface DueOccurrence extends SendRef {
  readonly dueOn: IsoDate;
  readonly records: readonly (StoredRecord | undefined)[];
}

/** What falls due on a day by today's records, as a run would find it; each occurrence once, page by page. */
export async function* occurrencesOn(
  customers: CustomerReader,
  campaign: Campaign,
  day: IsoDate,
): AsyncGenerator<readonly DueOccurrence[]> {
  if (!isActiveOn(campaign, day)) return;
  const seen = new Set<string>();
  for await (const { candidates } of findCandidates(customers, campaign, day)) {
    const named = candidates.map((candidate) => ({ candidate, key: occurrenceKey(campaign, candidate) }));
    const fresh = named.filter(({ candidate: { customer }, key }) => {
      const name = sendName({ customer, key });
      return !seen.has(name) && seen.add(name);
    });
    yield withRecords(customers, fresh);
  }
}

/** An event's occurrence: the moment from which it could be planned. */
export interface EventOccurrence extends DueOccurrence {
  readonly dueMs: number;
}

/** What fell due for event campaigns in a period, by the events that are kept; page by page. */
export async function* eventOccurrences(
  customers: CustomerReader,
  campaigns: readonly Campaign[],
  { from, to }: Period,
): AsyncGenerator<readonly { readonly campaign: Campaign; readonly occurrence: EventOccurrence }[]> {
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'type', type: 'event' }, cursor))) {
    const events = [...(await customers.getMany(ids.map(eventRef))).values()];
    yield events.flatMap((event) =>
      campaigns.flatMap((campaign) => {
        const candidate = eventCandidate(campaign, event);
        const due = eventCampaignDue(campaign, textOf(event, 'at'));
        if (candidate === undefined || due === undefined) return [];
        const { customer, dueOn } = candidate;
        if (dueOn < from || dueOn > to || !isActiveOn(campaign, dueOn)) return [];
        const key = occurrenceKey(campaign, candidate);
        return [{ campaign, occurrence: { customer, key, dueOn, dueMs: due.instantMs, records: [event] } }];
      }),
    );
  }
}

async function withRecords(
  customers: CustomerReader,
  named: readonly { readonly candidate: Candidate; readonly key: string }[],
): Promise<readonly DueOccurrence[]> {
  const refsOf = ({ customer, record, path }: Candidate) => [
    { type: 'customer', id: customer },
    parseRecordName(record),
    ...Object.entries(path).map(([type, id]) => ({ type, id })),
  ];
  const refs = new Map(named.flatMap(({ candidate }) => refsOf(candidate)).map((ref) => [recordName(ref), ref]));
  const records = await customers.getMany([...refs.values()]);
  return named.map(({ candidate, key }) => ({
    ...{ customer: candidate.customer, key, dueOn: candidate.dueOn },
    records: refsOf(candidate).map((ref) => records.get(recordName(ref))),
  }));
}
