/** The value of one field. Dates are ISO text (`2000-02-29`, or `--02-29` without a year); references hold the other record's id. */
export type FieldValue = string | number | boolean;

/** Field values by field key. An absent key means that the column was empty. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** Names one record: `customer/C0001`. */
export interface RecordRef {
  readonly type: string;
  readonly id: string;
}

/** Who let a date that looks made up start mails, and when they said so (ISO UTC). */
export interface Acceptance {
  readonly by: string;
  readonly at: string;
}

/** A typed row as it is kept. `rev` counts its changes, from 1. */
export interface StoredRecord extends RecordRef {
  readonly rev: number;
  /** When it was last changed, ISO UTC; absent where nobody noted it. */
  readonly changedAt?: string;
  readonly fields: Fields;
  /** Keys of dates that look made up: they start no mail until a person accepts them. Sorted; absent when there are none. */
  readonly suspects?: readonly string[];
  /** By key, dates that looked made up and whose present value a person has accepted. Absent when there are none. */
  readonly accepted?: Readonly<Record<string, Acceptance>>;
}

/** A typed row as a file or an event brings it. */
export interface NewRecord extends RecordRef {
  readonly fields: Fields;
  /** Keys of the fields that the source speaks of, also where it leaves them empty; others stay as they are. @default all */
  readonly covers?: readonly string[];
  /** Keys of dates that look made up. */
  readonly suspects?: readonly string[];
  /** Normalized labels of columns beyond the model that say when an earlier system mailed: never cleared, never put back. */
  readonly lastSent?: ReadonlySet<string>;
}

/** `type/id`, the form used in the send log and as a map key. */
export function recordName(ref: RecordRef): string {
  return `${ref.type}/${ref.id}`;
}

/** The inverse of `recordName`; an id may itself contain slashes. */
export function parseRecordName(name: string): RecordRef {
  const slash = name.indexOf('/');
  return { type: name.slice(0, slash), id: name.slice(slash + 1) };
}

/** The text of a field, or '' when it is empty. */
export function textOf(record: { readonly fields: Fields } | undefined, key: string): string {
  const value = record?.fields[key];
  return value === undefined ? '' : String(value);
}

/** True only when a yes/no field says yes; empty counts as no. */
export function isYes(record: { readonly fields: Fields } | undefined, key: string): boolean {
  return record?.fields[key] === true;
}
