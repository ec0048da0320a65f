import type { IsoDate } from '../calendar/plain-date.ts';
import type { Fields } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import type { SuspectCount } from './upload.ts';

/** What systems put where nobody has filled in a date: Excel's and OLE's day zero, SQL's and Unix's first day, "never". */
const defaultDates: ReadonlySet<unknown> = new Set(['1899-12-30', '1900-01-01', '1970-01-01', '9999-12-31']);

/** Why a record's dates look made up, by field key. Records alone; what only shows over many is judged elsewhere. */
export function suspectFieldsOf(
  fields: Fields,
  type: RecordTypeModel,
  today: IsoDate,
): ReadonlyMap<string, Exclude<SuspectCount['cause'], 'same-birthday'>> {
  const found = new Map<string, Exclude<SuspectCount['cause'], 'same-birthday'>>();
  for (const { key, kind } of type.fields) {
    const value = fields[key];
    if (kind !== 'date' || value === undefined) continue;
    if (defaultDates.has(value)) found.set(key, 'default-date');
    // A date without a year starts with hyphens, and is none of the future.
    else if (key === 'birthday' && String(value) > today) found.set(key, 'future-birthday');
  }
  return found;
}
