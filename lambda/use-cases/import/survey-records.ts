import { changesPerson } from '../../domain/import/changes-person.ts';
import { withExample } from '../../domain/import/example-ids.ts';
import type { FileRow } from '../../domain/import/read-file-rows.ts';
import { SeenTexts } from '../../domain/import/seen-texts.ts';
import { BirthdayCounts } from '../../domain/import/shared-birthdays.ts';
import type { UploadHold, UploadProgress } from '../../domain/import/upload.ts';
import { type NewRecord, recordName } from '../../domain/records/record.ts';
import { erasedAmong } from '../events/is-erased.ts';
import { pagesOf } from '../pages-of.ts';
import { lookUpRenumbered } from './look-up-renumbered.ts';
import { type RecordsJob, rowsOf, type SurveyTools } from './records-job.ts';

/** How far records have been looked up. */
export type Compared = Pick<
  UploadProgress,
  'comparedTo' | 'known' | 'changed' | 'changedIds' | 'lookedUp' | 'renumbered' | 'renumberedIds' | 'erasedRows'
>;

/** What reading a file through tells of it; nothing is written. */
export interface Survey extends Pick<UploadProgress, 'sharedBirthdays' | 'repeatsIds' | 'whyNotRemoved'> {
  readonly compared: Compared;
  /** Rows, without heading and blank ones. */
  readonly rows: number;
  readonly hold: Omit<UploadHold, 'why' | 'isPartStored'>;
}

/** Nothing is looked up yet. */
export const nothingCompared: Compared = {
  ...{ comparedTo: 0, known: 0, changed: 0, changedIds: [], erasedRows: [] },
  ...{ lookedUp: 0, renumbered: 0, renumberedIds: [] },
};

/** Rows looked up at a time: eight batches of a hundred. */
const CHUNK = 800;

type Row = { readonly row: number; readonly record: NewRecord; readonly isFirst: boolean };

/**
 * Reads a file through. Going on from `from`, what was looked up before is not looked up again. `goOn` is asked before
 * every chunk of rows; undefined when it said no. Memory holds 12 to 34 bytes a row, and the ids that are repeated.
 */
export async function surveyRecords(
  tools: SurveyTools,
  job: RecordsJob,
  from: Compared,
  goOn: (compared: Compared, rows: number) => Promise<boolean>,
): Promise<Survey | undefined> {
  const ids = new SeenTexts();
  const changers = new SeenTexts();
  const birthdays = new BirthdayCounts(job.type);
  let compared = from;
  let rows = 0;
  let good = 0;
  let repeatsIds = false;
  let isWhole = true;
  let chunk: Row[] = [];
  const lookUp = async () => {
    if (!(await goOn(compared, rows))) return false;
    compared = await compare(tools, compared, chunk, changers);
    chunk = [];
    return true;
  };

  const take = (row: FileRow) => {
    if (row.kind === 'unreadable') isWhole = false;
    if (row.kind !== 'record' && row.kind !== 'rejected') return;
    rows += 1;
    const id = row.kind === 'record' ? row.record.id : row.id;
    const isFirst = id !== undefined && ids.firstRowOf(id, row.row) === undefined;
    if (row.kind === 'record') {
      good += 1;
      repeatsIds ||= !isFirst;
      birthdays.add(row.record.fields);
      if (row.row > compared.comparedTo) chunk.push({ row: row.row, record: row.record, isFirst });
    } else if (id === undefined) isWhole = false;
    else if (row.row > compared.comparedTo) {
      chunk.push({ row: row.row, record: { type: job.type.type, id, fields: {}, covers: [] }, isFirst: false });
    }
  };

  for await (const fileRows of rowsOf(tools, job)) {
    for (const row of fileRows) {
      take(row);
      if (chunk.length >= CHUNK && !(await lookUp())) return undefined;
    }
  }
  if (chunk.length > 0 && !(await lookUp())) return undefined;
  const whyNotRemoved = good === 0 ? 'no-row' : isWhole ? undefined : 'unreadable-id';
  const whole = job.isFull && whyNotRemoved === undefined ? await countMissing(tools, job, ids) : nothingMissing;
  return {
    ...{ compared, rows, repeatsIds, sharedBirthdays: birthdays.sharedAmong(rows) },
    ...(job.isFull && whyNotRemoved && { whyNotRemoved }),
    hold: { ...numbersOf(compared), ...whole },
  };
}

function numbersOf({ known, changed, changedIds, lookedUp, renumbered, renumberedIds }: Compared) {
  return { known, changed, changedIds, lookedUp, renumbered, renumberedIds };
}

const nothingMissing = { stored: 0, removed: 0 };

async function compare(
  tools: SurveyTools,
  before: Compared,
  rows: readonly Row[],
  changers: SeenTexts,
): Promise<Compared> {
  const erased = new Set(
    await erasedAmong(
      tools,
      rows.map(({ record }) => record),
    ),
  );
  // Whose name and address are in another's row, customers alone show.
  const customers = rows.filter(({ record }) => record.type === 'customer' && !erased.has(record));
  const stored = await tools.customers.getMany(customers.map(({ record: { type, id } }) => ({ type, id })));
  let { known, changed, changedIds } = before;
  const unknown: NewRecord[] = [];
  for (const { row, record, isFirst } of customers) {
    const present = stored.get(recordName(record));
    if (present === undefined) {
      if (isFirst) unknown.push(record);
      continue;
    }
    if (isFirst) known += 1;
    if (!changesPerson(present, record) || changers.firstRowOf(record.id, row) !== undefined) continue;
    changed += 1;
    changedIds = withExample(changedIds, record.id);
  }
  return {
    ...{ comparedTo: rows.at(-1)?.row ?? before.comparedTo, known, changed, changedIds },
    ...(await lookUpRenumbered(tools, before, unknown)),
    erasedRows: [...before.erasedRows, ...rows.filter(({ record }) => erased.has(record)).map(({ row }) => row)],
  };
}

/** How many records there are of the type, and how many of them the file does not have. */
async function countMissing(
  { customers }: SurveyTools,
  { type: { type } }: RecordsJob,
  ids: SeenTexts,
): Promise<Pick<UploadHold, 'stored' | 'removed' | 'removedIds'>> {
  let stored = 0;
  let removed = 0;
  let removedIds: readonly string[] = [];
  for await (const page of pagesOf((cursor) => customers.find({ by: 'type', type }, cursor))) {
    const missing = page.filter((id) => ids.rowOf(id) === undefined);
    // The index may still name records that are gone.
    const present = await customers.getMany(missing.map((id) => ({ type, id })));
    removed += present.size;
    for (const { id } of present.values()) removedIds = withExample(removedIds, id);
    stored += page.length;
  }
  return { stored, removed, removedIds };
}
