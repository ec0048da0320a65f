import { isStoredDate } from '../../domain/calendar/plain-date.ts';
import type { FieldValue, NewRecord, RecordRef } from '../../domain/records/record.ts';
import type { FieldModel, RecordModel } from '../../domain/records/record-model.ts';
import type { IndexQuery } from '../../ports.ts';

/** One line by which a record is found. `ref` sorts within `lookup`; `sk` sets it apart from the record's other entries. */
export interface IndexEntry {
  readonly sk: string;
  readonly lookup: string;
  readonly ref: string;
}

/** What an index query comes down to: a value of `lookup`, and for one year's dates how `ref` begins. */
export interface Lookup {
  readonly lookup: string;
  readonly refPrefix?: string;
}

/** The entry that lists a record under its type. */
export const TYPE_ENTRY = 'index#type';

/** The entry of a record that has a date which looks made up. */
export const SUSPECT_ENTRY = 'index#suspect';
/** How the entries begin by which a record is found under the addresses that it has or once had. */
export const ADDRESS_ENTRY = 'index#@#';

/** A colleague's address, by which no customer is looked up. */
const OWNER_EMAIL = 'owner.email';
/** Every event refers to its customer, whatever the record model declares. */
const eventFields: readonly FieldModel[] = [{ key: 'customer', labels: [], kind: 'reference', target: 'customer' }];

/** Stands for the year in the `ref` of a date without one. */
const NO_YEAR = '----';

/** The keys of a record's fields that have an entry, in order: dates that exist, and references. */
export function indexedFields(model: RecordModel, record: NewRecord): readonly string[] {
  return fieldsWithEntry(model, record).map(({ key }) => key);
}

/** Every entry that a record needs, but those of addresses: for its type, its dates and references, and open suspects. */
export function indexEntries(model: RecordModel, record: NewRecord): readonly IndexEntry[] {
  const { type, id, fields, suspects = [] } = record;
  const entries = fieldsWithEntry(model, record).map(({ key, kind }): IndexEntry => {
    const value = String(fields[key]);
    const sk = entrySk(key, value);
    if (kind === 'reference') return { sk, lookup: `${type}.${key}#${value}`, ref: id };
    // 'YYYY-MM-DD' and '--MM-DD' end alike: one question by month and day finds both.
    const year = value.startsWith('--') ? NO_YEAR : value.slice(0, 4);
    return { sk, lookup: `${type}.${key}#${value.slice(-5)}`, ref: `${year}#${id}` };
  });
  const open = suspects.length > 0 ? [{ sk: SUSPECT_ENTRY, lookup: suspectLookup(type), ref: id }] : [];
  return [{ sk: TYPE_ENTRY, lookup: type, ref: id }, ...entries, ...open];
}

/** The keys of a record's own addresses. */
export function addressFields(model: RecordModel, { type, fields }: NewRecord): readonly string[] {
  return fieldsOf(model, type).flatMap(({ key, kind }) =>
    kind === 'email' && key !== OWNER_EMAIL && typeof fields[key] === 'string' && fields[key] !== '' ? [key] : [],
  );
}

/** The entry by which a record is found under an address's keyed hash. */
export function addressEntry({ type, id }: RecordRef, hash: string): IndexEntry {
  return { sk: `${ADDRESS_ENTRY}${hash}`, lookup: addressLookup(type, hash), ref: id };
}

/** Names an entry within its record. The whole date is in it, so that moving a date by a year makes another entry. */
export function entrySk(field: string, value: FieldValue | undefined): string {
  return `index#${field}#${value}`;
}

/** Where the answers to a query stand in the index. */
export function lookupOf(query: IndexQuery): Lookup {
  switch (query.by) {
    case 'type':
      return { lookup: query.type };
    case 'reference':
      return { lookup: `${query.type}.${query.field}#${query.id}` };
    case 'address':
      return { lookup: addressLookup(query.type, query.hash) };
    case 'suspect':
      return { lookup: suspectLookup(query.type) };
    case 'date': {
      const lookup = `${query.type}.${query.field}#${query.monthDay}`;
      return query.year === undefined ? { lookup } : { lookup, refPrefix: `${String(query.year).padStart(4, '0')}#` };
    }
  }
}

function fieldsWithEntry(model: RecordModel, { type, fields }: NewRecord): readonly FieldModel[] {
  return fieldsOf(model, type)
    .filter(({ key, kind }) => {
      const value = fields[key];
      if (typeof value !== 'string' || value === '') return false;
      return kind === 'reference' || (kind === 'date' && isStoredDate(value));
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

function fieldsOf(model: RecordModel, type: string): readonly FieldModel[] {
  const declared = model.find((each) => each.type === type)?.fields;
  return declared ?? (type === 'event' ? eventFields : []);
}

function addressLookup(type: string, hash: string): string {
  return `${type}.@#${hash}`;
}

function suspectLookup(type: string): string {
  return `suspect#${type}`;
}

/** Whether a reference of a type is to a customer, or to a record that has one that is. */
export function leadsToCustomer(
  model: RecordModel,
  type: string,
  field: string,
  seen: readonly string[] = [],
): boolean {
  const target = fieldsOf(model, type).find(({ key }) => key === field)?.target;
  if (target === undefined || seen.includes(target)) return false;
  if (target === 'customer') return true;
  return fieldsOf(model, target).some(({ key }) => leadsToCustomer(model, target, key, [...seen, type]));
}
