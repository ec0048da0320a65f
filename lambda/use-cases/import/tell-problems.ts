import { comparableAddress } from '../../domain/import/changes-person.ts';
import type { RowProblem } from '../../domain/import/import-problem.ts';
import type { FileRow } from '../../domain/import/read-file-rows.ts';
import { ofErasedPerson, removesNothing, sameAddress, sameId, suspectDate } from '../../domain/import/row-warnings.ts';
import { SeenTexts } from '../../domain/import/seen-texts.ts';
import { suspectFieldsOf } from '../../domain/import/suspect-fields-of.ts';
import type { SuspectCount } from '../../domain/import/upload.ts';
import { recordName, type StoredRecord, textOf } from '../../domain/records/record.ts';
import { type RecordsJob, rowsOf, type SurveyTools } from './records-job.ts';
import type { Survey } from './survey-records.ts';

/** What a file came to before anything of it is stored. */
export interface Told {
  /** Rows that are not taken; a file that cannot be read counts as one. */
  readonly rejected: number;
  readonly warnings: number;
  readonly suspects: readonly SuspectCount[];
}

/** Takes problems in the order of the file's rows. */
export type TellRows = (problems: readonly RowProblem[]) => void | Promise<void>;

/** Reads a file through once more, and tells of every problem in it, in its order. Nothing is written. */
export async function tellProblems(
  tools: SurveyTools,
  job: RecordsJob,
  {
    sharedBirthdays,
    compared: { erasedRows },
    whyNotRemoved,
  }: Pick<Survey, 'sharedBirthdays' | 'compared' | 'whyNotRemoved'>,
  tell: TellRows,
): Promise<Told> {
  const erased = new Set(erasedRows);
  const ids = new SeenTexts();
  const addresses = new SeenTexts();
  const suspects = new Map<string, SuspectCount>();
  let labels: ReadonlyMap<string, string> = new Map();
  let rejected = 0;
  let warnings = 0;
  const count = async (problems: readonly RowProblem[]) => {
    warnings += problems.filter(({ severity }) => severity === 'warning').length;
    if (problems.length > 0) await tell(problems);
  };

  const doubles = ({ row, record }: Extract<FileRow, { readonly kind: 'record' }>): readonly RowProblem[] => {
    const earlier = ids.firstRowOf(record.id, row);
    if (earlier !== undefined) return [sameId(earlier, row, record.id)];
    const email = record.type === 'customer' ? textOf(record, 'email') : '';
    const first = email === '' ? undefined : addresses.firstRowOf(comparableAddress(email), row);
    return first === undefined ? [] : [sameAddress(first, row, labels.get('email') ?? '', email)];
  };

  const problemsOf = (row: FileRow, stored: ReadonlyMap<string, StoredRecord>): readonly RowProblem[] => {
    if (row.kind !== 'heading' && erased.has(row.row)) return [ofErasedPerson(row.row)];
    if (row.kind === 'heading') labels = row.labels;
    if (row.kind === 'rejected' || row.kind === 'unreadable') rejected += 1;
    if (row.kind !== 'record') return row.problems;
    const found = [...row.problems, ...doubles(row)];
    const before = stored.get(recordName(row.record));
    for (const [field, cause] of suspectFieldsOf(row.record.fields, job.type, job.today, sharedBirthdays)) {
      const value = row.record.fields[field];
      if (value === undefined || (before?.accepted?.[field] !== undefined && before.fields[field] === value)) continue;
      found.push(suspectDate(row.row, labels.get(field) ?? field, String(value), cause));
      const one: SuspectCount = { field, cause, ...(cause !== 'future-birthday' && { value }), records: 0 };
      const name = JSON.stringify([field, cause, one.value]);
      const { records } = suspects.get(name) ?? one;
      suspects.set(name, { ...one, records: records + 1 });
    }
    return found;
  };

  if (whyNotRemoved !== undefined) await count([removesNothing(whyNotRemoved)]);
  for await (const rows of rowsOf(tools, job)) {
    const doubtful = rows.filter(
      (row) =>
        row.kind === 'record' && suspectFieldsOf(row.record.fields, job.type, job.today, sharedBirthdays).size > 0,
    );
    const refs = doubtful.flatMap((row) =>
      row.kind === 'record' ? [{ type: row.record.type, id: row.record.id }] : [],
    );
    const stored = refs.length === 0 ? noRecords : await tools.customers.getMany(refs);
    await count(rows.flatMap((row) => problemsOf(row, stored)));
  }
  return { rejected, warnings, suspects: [...suspects.values()] };
}

const noRecords: ReadonlyMap<string, StoredRecord> = new Map();
