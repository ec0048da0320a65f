import type { DueCalendar } from '../domain/calendar/due.ts';
import { duesOn } from '../domain/calendar/due.ts';
import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { storedDatesDueOn } from '../domain/calendar/stored-dates-due-on.ts';
import type { Campaign, Trigger } from '../domain/campaign/campaign.ts';
import { dueCalendarOf } from '../domain/campaign/due-calendar.ts';
import { wholeListDue } from '../domain/campaign/whole-list-due.ts';
import type { Candidate } from '../domain/decision/candidate.ts';
import { recordName, textOf } from '../domain/records/record.ts';
import type { CustomerReader, IndexQuery } from '../ports.ts';
import type { PlanCursor } from './messages.ts';
import { reachCustomers } from './reach-customers.ts';

/** Some of a day's candidates, and where the rest begins; `next` is absent on the last page. */
export interface CandidatePage {
  readonly candidates: readonly Candidate[];
  readonly next?: PlanCursor;
}

/**
 * Everybody for whom the campaign's occasion falls due on `day`, page by page, from `cursor` on. The index is asked
 * for the stored dates that can be due, and each answer is verified against its record. Event campaigns have none.
 */
export async function* findCandidates(
  customers: CustomerReader,
  campaign: Campaign,
  day: IsoDate,
  cursor?: PlanCursor,
): AsyncGenerator<CandidatePage> {
  const { trigger } = campaign;
  if (trigger.kind === 'event') return;
  if (trigger.kind === 'date') {
    yield* datedCandidates(customers, trigger, day, dueCalendarOf(campaign), cursor);
    return;
  }
  const due = wholeListDue(trigger, day, dueCalendarOf(campaign));
  if (due === undefined) return;
  let page = cursor?.page;
  do {
    const found = await customers.find({ by: 'type', type: 'customer' }, page);
    page = found.cursor;
    yield {
      candidates: found.items.map((customer) => ({
        customer,
        record: recordName({ type: 'customer', id: customer }),
        path: {},
        nominal: due,
        dueOn: day,
        offset: '',
        years: undefined,
      })),
      ...(page !== undefined && { next: { query: 0, page } }),
    };
  } while (page !== undefined);
}

const CHUNK = 500;

function here(query: number, page: string | undefined): PlanCursor {
  return { query, ...(page !== undefined && { page }) };
}

async function* datedCandidates(
  customers: CustomerReader,
  trigger: Extract<Trigger, { kind: 'date' }>,
  day: IsoDate,
  dueCalendar: DueCalendar,
  cursor: PlanCursor | undefined,
): AsyncGenerator<CandidatePage> {
  const { holder: type, field } = trigger.path;
  const queries = storedDatesDueOn(trigger.rule, day, dueCalendar);
  for (let query = cursor?.query ?? 0; query < queries.length; query += 1) {
    let page = query === cursor?.query ? cursor.page : undefined;
    do {
      const asked: IndexQuery = { by: 'date', type, field, ...at(queries, query) };
      const found = await customers.find(asked, page);
      const holders = await customers.getMany(found.items.map((id) => ({ type, id })));
      const candidates: Candidate[] = [];
      for (const holder of holders.values()) {
        const stored = textOf(holder, field);
        const dues = stored === '' ? [] : duesOn(trigger.rule, stored, day, dueCalendar);
        if (dues.length === 0) continue;
        for await (const reached of reachCustomers(customers, trigger.path, holder)) {
          for (const due of dues) candidates.push({ ...reached, record: recordName(holder), ...due });
          // One delivery may reach a hundred thousand people: hand over what there is, but resume at the page's start.
          if (candidates.length >= CHUNK) yield { candidates: candidates.splice(0), next: here(query, page) };
        }
      }
      page = found.cursor;
      const next = page !== undefined ? here(query, page) : { query: query + 1 };
      const isLast = next.query >= queries.length;
      yield { candidates, ...(!isLast && { next }) };
    } while (page !== undefined);
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`No query ${index}`);
  return item;
}
