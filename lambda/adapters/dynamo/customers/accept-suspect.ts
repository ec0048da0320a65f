import type { Acceptance, FieldValue, RecordRef } from '../../../domain/records/record.ts';
import { acceptChange } from '../../stores/record-change.ts';
import { pauseBefore } from '../backoff.ts';
import { StoreError } from '../store-error.ts';
import { getItem } from '../table.ts';
import type { CustomersTable } from './customers-table.ts';
import { liveOf, recordKey } from './record-item.ts';
import { putRecord } from './record-writes.ts';

const MAX_CONFLICTS = 12;

/** Lets a date that looks made up start mails; false when the record has another value by now. */
export async function acceptSuspect(
  table: CustomersTable,
  ref: RecordRef,
  field: string,
  value: FieldValue,
  by: Acceptance,
): Promise<boolean> {
  for (let conflicts = 1; conflicts <= MAX_CONFLICTS; conflicts++) {
    const stored = liveOf(await getItem(table, recordKey(ref)), table.nowMs());
    if (stored?.record.fields[field] !== value) return false;
    if (!stored.record.suspects?.includes(field)) return true;
    if (await putRecord(table, acceptChange(stored, field, by, table.changedAt()))) return true;
    await pauseBefore(conflicts);
  }
  throw new StoreError(`A record of ${table.table} is changed by too many at once`, { retryable: true });
}
