import { isStoredDate } from '../../domain/calendar/plain-date.ts';
import type { Fields, FieldValue, NewRecord, StoredRecord } from '../../domain/records/record.ts';

/** What a record says, apart from who it is and how often it changed. */
export type Told = Pick<StoredRecord, 'fields' | 'suspects' | 'accepted'>;

/** Days on which a mail was last sent: what a list once told of them is never taken back. */
const LAST_SENT = 'lastSent.';

/**
 * What a record says once a source has spoken of it. What the source does not cover stays. A date that looks made up
 * stays so while its value does, until a person accepts it; an accepted one stays accepted as long.
 */
export function mergeRecord(record: NewRecord, stored: StoredRecord | undefined): Told {
  if (stored === undefined) return told(record.fields, record.suspects ?? [], []);
  const fields = { ...uncovered(record, stored.fields), ...record.fields, ...lastSentOf(record, stored) };
  const isSame = (key: string) => stored.fields[key] === fields[key];
  const accepted = (stored.accepted ?? []).filter((key) => key in fields && isSame(key));
  const suspects = [
    ...(stored.suspects ?? []).filter(isSame),
    // The source speaks of the value that it brings, which is not always the one that stands.
    ...(record.suspects ?? []).filter((key) => fields[key] === record.fields[key] && !accepted.includes(key)),
  ];
  return told(fields, suspects, accepted);
}

/** What a record says when a person has accepted a date of it that looks made up. */
export function acceptDate({ fields, suspects = [], accepted = [] }: StoredRecord, field: string): Told {
  return told(
    fields,
    suspects.filter((key) => key !== field),
    [...accepted, field],
  );
}

/** True when both say the same. */
export function saysTheSame(one: Told, other: Told): boolean {
  const keys = Object.keys(one.fields);
  return (
    keys.length === Object.keys(other.fields).length &&
    keys.every((key) => one.fields[key] === other.fields[key]) &&
    one.suspects?.join('\n') === other.suspects?.join('\n') &&
    one.accepted?.join('\n') === other.accepted?.join('\n')
  );
}

function told(fields: Fields, suspects: readonly string[], accepted: readonly string[]): Told {
  const present = (keys: readonly string[]) => [...new Set(keys)].filter((key) => fields[key] !== undefined).sort();
  const [open, closed] = [present(suspects), present(accepted)];
  return { fields, ...(open.length > 0 && { suspects: open }), ...(closed.length > 0 && { accepted: closed }) };
}

function uncovered({ covers }: NewRecord, fields: Fields): Fields {
  if (covers === undefined) return {};
  const left: Record<string, FieldValue> = { ...fields };
  for (const key of covers) delete left[key];
  return left;
}

function lastSentOf(record: NewRecord, stored: StoredRecord): Fields {
  const kept = Object.entries(stored.fields).filter(([key, value]) => {
    if (!key.startsWith(LAST_SENT)) return false;
    const next = record.fields[key];
    if (next === undefined) return true;
    if (!isStoredDate(String(value))) return false;
    const [wasSuspect, isSuspect] = [stored, record].map(({ suspects = [] }) => suspects.includes(key));
    // A day that looks made up yields to one that does not, be it later or earlier.
    return wasSuspect === isSuspect ? String(value) > String(next) : !wasSuspect;
  });
  return Object.fromEntries(kept);
}
