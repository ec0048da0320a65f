import { duesOn } from '../calendar/due.ts';
import { isStoredDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { dueCalendarOf } from '../campaign/due-calendar.ts';
import { type StoredRecord, textOf } from '../records/record.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { Candidate } from './candidate.ts';

/**
 * The candidate that a planned row stands for, if its date is still what it was when the row was planned: same nominal
 * date, same due date. Undefined when the date moved or the campaign no longer asks for it.
 */
export function candidateOfRow(campaign: Campaign, row: SendRow, holder: StoredRecord): Candidate | undefined {
  const { trigger } = campaign;
  const same = plannedCandidate(campaign, row);
  if (trigger.kind !== 'date') return same;
  const stored = textOf(holder, trigger.path.field);
  if (!isStoredDate(stored)) return undefined;
  const due = duesOn(trigger.rule, stored, row.dueOn, dueCalendarOf(campaign)).find(
    ({ nominal, offset }) => nominal === row.date && offset === row.offset,
  );
  return due && { ...same, years: due.years };
}

/** The candidate as the row has it, wherever its date may be by now; its `years` are unknown. */
export function plannedCandidate({ trigger }: Campaign, row: SendRow): Candidate {
  return {
    ...{ customer: row.customer, record: row.record, path: row.path },
    ...{ nominal: row.date, dueOn: row.dueOn, offset: row.offset, years: undefined },
    ...(trigger.kind === 'event' && { event: eventOfKey(row.key) }),
  };
}

/** The occasion of an event campaign's key is the event's id. */
function eventOfKey(key: string): string {
  return key.split('#')[2] ?? '';
}
