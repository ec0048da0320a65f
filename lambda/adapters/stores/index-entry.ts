import { isStoredDate } from '../../domain/calendar/plain-date.ts';
import type { FieldValue, NewRecord } from '../../domain/records/record.ts';
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

/** Stands for the year in the `ref` of a date without one. */
const NO_YEAR = '----';

/** The keys of a record's fields that have an entry, in order: dates that exist, and references. */
export function indexedFields(model: RecordModel, record: NewRecord): readonly string[] {
  return fieldsWithEntry(model, record).map(({ key }) => key);
}

/** Every entry that a record needs: one for its type, one for each date and reference. */
export function indexEntries(model: RecordModel, record: NewRecord): readonly IndexEntry[] {
  const { type, id, fields } = record;
  const entries = fieldsWithEntry(model, record).map(({ key, kind }): IndexEntry => {
    const value = String(fields[key]);
    const sk = entrySk(key, value);
    if (kind === 'reference') return { sk, lookup: `${type}.${key}#${value}`, ref: id };
    // 'YYYY-MM-DD' and '--MM-DD' end alike: one question by month and day finds both.
    const year = value.startsWith('--') ? NO_YEAR : value.slice(0, 4);
    return { sk, lookup: `${type}.${key}#${value.slice(-5)}`, ref: `${year}#${id}` };
  });
  return [{ sk: TYPE_ENTRY, lookup: type, ref: id }, ...entries];
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
    case 'date': {
      const lookup = `${query.type}.${query.field}#${query.monthDay}`;
      return query.year === undefined ? { lookup } : { lookup, refPrefix: `${String(query.year).padStart(4, '0')}#` };
    }
  }
}

function fieldsWithEntry(model: RecordModel, { type, fields }: NewRecord): readonly FieldModel[] {
  const modelled = model.find((each) => each.type === type)?.fields ?? [];
  return modelled
    .filter(({ key, kind }) => {
      const value = fields[key];
      if (typeof value !== 'string' || value === '') return false;
      return kind === 'reference' || (kind === 'date' && isStoredDate(value));
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
