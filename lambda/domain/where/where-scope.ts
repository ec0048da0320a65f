import type { IsoDate } from '../calendar/plain-date.ts';
import type { FieldValue, StoredRecord } from '../records/record.ts';

/** What a condition may look at, for one candidate. */
export interface WhereScope {
  readonly customer: StoredRecord;
  /** The other records between the date and the customer, by type. */
  readonly records: Readonly<Record<string, StoredRecord>>;
  readonly today: IsoDate;
  readonly years: number | undefined;
  /** ISO, or ''. */
  readonly offset: string;
  /** The event's `data`, for event campaigns. */
  readonly event?: unknown;
}

/** The value of a record's field in a scope; undefined when the field is empty or the record is not there. */
export function fieldIn(scope: WhereScope, type: string, key: string): FieldValue | undefined {
  const record = type === 'customer' ? scope.customer : scope.records[type];
  if (record === undefined) return undefined;
  if (key === 'id') return record.id;
  return Object.hasOwn(record.fields, key) ? record.fields[key] : undefined;
}

/** Whether an empty yes/no field means no. Consent is the exception: nobody has asked yet. */
export function isNoWhenEmpty(type: string, key: string): boolean {
  return type !== 'customer' || key !== 'consent';
}
