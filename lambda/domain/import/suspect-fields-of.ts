import type { IsoDate } from '../calendar/plain-date.ts';
import type { Fields } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import type { SharedBirthdays } from './shared-birthdays.ts';
import type { SuspectCount } from './upload.ts';

type Cause = SuspectCount['cause'];

/** What systems put where nobody has filled in a date. */
const defaultDates: ReadonlySet<unknown> = new Set([
  // Day 0 and day 1 of Access, Excel, OLE and SharePoint; some readers are a day off. Also SQL Server's default.
  ...['1899-12-30', '1899-12-31', '1900-01-01'],
  // Day 0 of Excel for the old Macintosh.
  '1904-01-01',
  // Second 0 of Unix.
  '1970-01-01',
  // The first day that .NET, Windows and SQL Server know.
  ...['0001-01-01', '1601-01-01', '1753-01-01'],
  // "Never".
  '9999-12-31',
]);

/**
 * Why a record's dates look made up, by field key: a default of some system; a birthday after `today`; a birthday that too
 * many rows of its file share, which only who has read the file knows. What an earlier system sent is no occasion.
 */
export function suspectFieldsOf(
  fields: Fields,
  type: RecordTypeModel,
  today: IsoDate,
  shared: SharedBirthdays = {},
): ReadonlyMap<string, Cause> {
  const found = new Map<string, Cause>();
  for (const { key, kind, isBirthday = false } of type.fields) {
    const value = fields[key];
    if (kind !== 'date' || value === undefined || key.startsWith('lastSent.')) continue;
    const cause = causeOf(String(value), isBirthday, today, shared[key] ?? []);
    if (cause !== undefined) found.set(key, cause);
  }
  return found;
}

function causeOf(value: string, isBirthday: boolean, today: IsoDate, shared: readonly string[]): Cause | undefined {
  if (defaultDates.has(value)) return 'default-date';
  if (!isBirthday) return undefined;
  // A date without a year starts with hyphens, and is none of the future.
  if (value > today) return 'future-birthday';
  return shared.includes(value) ? 'same-birthday' : undefined;
}
