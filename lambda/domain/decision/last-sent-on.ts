import { type IsoDate, isIsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { readField } from '../records/read-field.ts';
import type { Fields, FieldValue, StoredRecord } from '../records/record.ts';
import { normalizeLabel } from '../records/record-model.ts';

/** How some systems write that there is no end to something. */
const NEVER = '9999-12-31';

/**
 * The day on which an earlier system last sent a campaign to a customer, as its `lastSentColumn` tells it; undefined when
 * that is empty or no day on which a mail can have left.
 */
export function lastSentOn(
  { lastSentColumn, timeZone }: Pick<Campaign, 'lastSentColumn' | 'timeZone'>,
  { fields, suspects = [] }: Pick<StoredRecord, 'fields' | 'suspects'>,
): IsoDate | undefined {
  const key = lastSentColumn === undefined ? undefined : keyOf(fields, lastSentColumn);
  return key === undefined || suspects.includes(key) ? undefined : readLastSent(fields[key], timeZone);
}

/** The day that a value of such a column means; undefined when it is none on which a mail can have left. */
export function readLastSent(value: FieldValue | undefined, timeZone: string): IsoDate | undefined {
  if (value === undefined) return undefined;
  const read = readField('date', String(value), timeZone);
  const day = read.ok && typeof read.value === 'string' && isIsoDate(read.value) ? read.value : undefined;
  return day === NEVER ? undefined : day;
}

function keyOf(fields: Fields, column: string): string | undefined {
  if (Object.hasOwn(fields, column)) return column;
  const wanted = normalizeLabel(column);
  return Object.keys(fields).find((each) => normalizeLabel(each) === wanted);
}
