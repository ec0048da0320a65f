import type { IsoDate } from '../calendar/plain-date.ts';
import type { StoredRecord } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import { suspectFieldsOf } from './suspect-fields-of.ts';
import type { SuspectCount } from './upload.ts';

/** Records with the same date that looks made up, or with dates that do for the same cause: how many, and the first of them. */
export interface SuspectGroup extends SuspectCount {
  readonly ids: readonly string[];
}

/** Which dates of a type a person accepts: those with one value, or the birthdays that lie in the future. */
export type SuspectChoice = Pick<SuspectCount, 'field' | 'value'> & { readonly cause?: 'future-birthday' };

const idsShown = 20;
const future = 'future';

/** Groups the suspect dates of some records of a type, the largest group first. Birthdays to come are one group. */
export function groupSuspects(
  records: readonly StoredRecord[],
  type: RecordTypeModel,
  today: IsoDate,
): readonly SuspectGroup[] {
  const groups = new Map<string, SuspectGroup>();
  for (const record of records) {
    const { id, fields } = record;
    for (const [field, cause] of suspectCausesOf(record, type, today)) {
      const value = fields[field];
      if (value === undefined) continue;
      const own: Pick<SuspectCount, 'field' | 'cause' | 'value'> =
        cause === 'future-birthday' && String(value) > today ? { field, cause } : { field, cause, value };
      const name = formatSuspectChoice(own);
      const { records: count = 0, ids = [] } = groups.get(name) ?? {};
      groups.set(name, { ...own, records: count + 1, ids: ids.length < idsShown ? [...ids, id] : ids });
    }
  }
  return [...groups.values()].sort((one, other) => other.records - one.records);
}

/** Why a record's open suspects look made up, by field key. */
export function suspectCausesOf(
  { fields, suspects = [], changedAt }: StoredRecord,
  type: RecordTypeModel,
  today: IsoDate,
): ReadonlyMap<string, SuspectCount['cause']> {
  const causes = suspectFieldsOf(fields, type, today);
  // Which birthdays a file's rows shared is known to the file only; others lay in the future when they were stored.
  const causeOnce = (field: string) =>
    changedAt !== undefined && String(fields[field]) > changedAt ? 'future-birthday' : 'same-birthday';
  return new Map(suspects.map((field) => [field, causes.get(field) ?? causeOnce(field)]));
}

/** A choice as people and forms write it: `birthday=1900-01-01`, `birthday=future`. */
export function formatSuspectChoice({ field, value }: Pick<SuspectCount, 'field' | 'value'>): string {
  return `${field}=${value ?? future}`;
}

/** The inverse; undefined for what is no date of the type. */
export function parseSuspectChoice(type: RecordTypeModel, text: string): SuspectChoice | undefined {
  const [field = '', value = ''] = splitAtLast(text, '=');
  const model = type.fields.find(({ key, kind }) => key === field && kind === 'date');
  if (model === undefined) return undefined;
  if (value === future) return model.isBirthday ? { field, cause: 'future-birthday' } : undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? { field, value } : undefined;
}

function splitAtLast(text: string, mark: string): readonly string[] {
  const at = text.lastIndexOf(mark);
  return at === -1 ? [] : [text.slice(0, at), text.slice(at + 1)];
}
