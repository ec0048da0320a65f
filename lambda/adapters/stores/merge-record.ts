import { isStoredDate } from '../../domain/calendar/plain-date.ts';
import { readLastSent } from '../../domain/decision/last-sent-on.ts';
import type { Acceptance, Fields, FieldValue, NewRecord, StoredRecord } from '../../domain/records/record.ts';
import { normalizeLabel } from '../../domain/records/record-model.ts';

/** What a record says, apart from who it is and how often it changed. */
export type Told = Pick<StoredRecord, 'fields' | 'suspects' | 'accepted'>;

/** Days on which a mail was last sent: what a list once told of them is never taken back. */
const LAST_SENT = 'lastSent.';

/**
 * What a record says once a source has spoken of it. What the source does not cover stays. A date that looks made up
 * stays so while its value does, until a person accepts it; an accepted one stays accepted as long.
 */
export function mergeRecord(record: NewRecord, stored: StoredRecord | undefined): Told {
  if (stored === undefined) return told(record.fields, record.suspects ?? [], {});
  const fields = { ...uncovered(record, stored.fields), ...record.fields, ...lastSentOf(record, stored) };
  const isSame = (key: string) => stored.fields[key] === fields[key];
  const accepted = Object.fromEntries(Object.entries(stored.accepted ?? {}).filter(([key]) => isSame(key)));
  const suspects = [
    ...(stored.suspects ?? []).filter(isSame),
    // The source speaks of the value that it brings, which is not always the one that stands.
    ...(record.suspects ?? []).filter((key) => fields[key] === record.fields[key] && !Object.hasOwn(accepted, key)),
  ];
  return told(fields, suspects, accepted);
}

/** What a record says when a person has accepted a date of it that looks made up. */
export function acceptDate({ fields, suspects = [], accepted }: StoredRecord, field: string, by: Acceptance): Told {
  return told(
    fields,
    suspects.filter((key) => key !== field),
    { ...accepted, [field]: by },
  );
}

/** True when both say the same. */
export function saysTheSame(one: Told, other: Told): boolean {
  const keys = Object.keys(one.fields);
  return (
    keys.length === Object.keys(other.fields).length &&
    keys.every((key) => one.fields[key] === other.fields[key]) &&
    one.suspects?.join('\n') === other.suspects?.join('\n') &&
    Object.keys(one.accepted ?? {}).join('\n') === Object.keys(other.accepted ?? {}).join('\n')
  );
}

function told(fields: Fields, suspects: readonly string[], accepted: Readonly<Record<string, Acceptance>>): Told {
  const open = [...new Set(suspects)].filter((key) => fields[key] !== undefined).sort();
  const closed = Object.entries(accepted).filter(([key]) => fields[key] !== undefined);
  return {
    fields,
    ...(open.length > 0 && { suspects: open }),
    ...(closed.length > 0 && { accepted: Object.fromEntries(closed) }),
  };
}

function uncovered({ covers }: NewRecord, fields: Fields): Fields {
  if (covers === undefined) return {};
  const left: Record<string, FieldValue> = { ...fields };
  for (const key of covers) delete left[key];
  return left;
}

function lastSentOf(record: NewRecord, stored: StoredRecord): Fields {
  const kept = Object.entries(stored.fields).filter(([key, value]) => {
    if (record.lastSent?.has(normalizeLabel(key))) return isLater(value, record.fields[key]);
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

/** Of two texts of a column that the model does not know, whether the first one tells of a day on which no later one follows. */
function isLater(value: FieldValue, next: FieldValue | undefined): boolean {
  // In whichever zone: both are read alike.
  const [day, nextDay = ''] = [value, next].map((each) => readLastSent(each, 'UTC'));
  return day !== undefined && day > nextDay;
}
