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

/** Groups the suspect dates of some records of a type, the largest group first. */
export function groupSuspects(
  records: readonly StoredRecord[],
  type: RecordTypeModel,
  today: IsoDate,
): readonly SuspectGroup[] {
  const groups = new Map<string, SuspectGroup>();
  for (const { id, fields, suspects = [] } of records) {
    const causes = suspectFieldsOf(fields, type, today);
    for (const field of suspects) {
      const value = fields[field];
      if (value === undefined) continue;
      // Which birthdays a file's rows shared is known to the file only.
      const cause = causes.get(field) ?? 'same-birthday';
      const own: Pick<SuspectCount, 'field' | 'cause' | 'value'> =
        cause === 'future-birthday' ? { field, cause } : { field, cause, value };
      const name = formatSuspectChoice(own);
      const { records: count = 0, ids = [] } = groups.get(name) ?? {};
      groups.set(name, { ...own, records: count + 1, ids: ids.length < idsShown ? [...ids, id] : ids });
    }
  }
  return [...groups.values()].sort((one, other) => other.records - one.records);
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
