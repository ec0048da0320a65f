import { suspectFieldsOf } from '../../domain/import/suspect-fields-of.ts';
import type { UploadCounts, UploadProgress } from '../../domain/import/upload.ts';
import { type NewRecord, recordName } from '../../domain/records/record.ts';
import type { CustomerStore, PutResult } from '../../ports.ts';
import { erasedAmong } from '../events/is-erased.ts';
import type { FileIds } from './read-ids.ts';
import { type RecordsJob, rowsOf, type SurveyTools } from './records-job.ts';

/** What storing a file's records needs. */
export interface WriteTools extends SurveyTools {
  readonly customers: CustomerStore;
  /** Is told of the records that were created or updated. */
  readonly onStored?: (records: readonly NewRecord[]) => Promise<void>;
}

/** How far a file is stored. */
export interface Written extends Pick<UploadCounts, 'created' | 'updated' | 'unchanged'> {
  /** The number of the last row that is done, and how many rows are, without heading and blank ones. */
  readonly writtenTo: number;
  readonly rowsDone: number;
}

/** Nothing is stored yet. */
export const nothingWritten: Written = { created: 0, updated: 0, unchanged: 0, writtenTo: 0, rowsDone: 0 };

/** Where to go on. `notedAt`: when that was noted, where an attempt may have gone further without noting it. ISO UTC. */
export interface WriteFrom {
  readonly written: Written;
  readonly notedAt?: string;
}

/** Records put at a time. */
const CHUNK = 200;

/**
 * Stores every good row of a file that has been surveyed; of rows with the same id the last one. `goOn` is asked right
 * before every chunk; undefined when it said no. What an attempt wrote before it broke off is counted as it was written then: it is
 * told by the time of its change, so that clocks apart by more than a chunk takes make such rows count as unchanged.
 */
export async function writeRecords(
  tools: WriteTools,
  job: RecordsJob,
  survey: Pick<UploadProgress, 'sharedBirthdays'> & { readonly ids: FileIds | undefined },
  { written: from, notedAt }: WriteFrom,
  goOn: (written: Written) => Promise<boolean>,
): Promise<Written | undefined> {
  const { lastRowOfRepeated } = survey.ids ?? {};
  let written = from;
  let since = notedAt;
  let rowsDone = from.rowsDone;
  let row = from.writtenTo;
  let chunk: NewRecord[] = [];
  const put = async () => {
    const erased = new Set(await erasedAmong(tools, chunk));
    const records = chunk.filter((record) => !erased.has(record));
    chunk = [];
    if (!(await goOn(written))) return false;
    const { results, isNews } = await putRecords(tools, records, job.file, since);
    // What broke off wrote chunk by chunk: beyond the first one of which it has left something to write there is none.
    if (isNews) since = undefined;
    const stored = records.filter((_, index) => results[index] !== 'unchanged');
    if (stored.length > 0) await tools.onStored?.(stored);
    const counts = { created: written.created, updated: written.updated, unchanged: written.unchanged };
    for (const result of results) counts[result] += 1;
    written = { ...counts, writtenTo: row, rowsDone };
    return true;
  };

  for await (const rows of rowsOf(tools, job, from.writtenTo)) {
    for (const each of rows) {
      if (each.kind === 'heading' && each.extraColumns.length > 0) {
        await tools.customers.addExtraColumns(job.type.type, each.extraColumns);
      }
      if (each.kind !== 'record' && each.kind !== 'rejected') continue;
      rowsDone += 1;
      row = each.row;
      if (each.kind === 'rejected' || (lastRowOfRepeated?.get(each.record.id) ?? row) !== row) continue;
      const suspects = suspectFieldsOf(each.record.fields, job.type, job.today, survey.sharedBirthdays);
      chunk.push(suspects.size === 0 ? each.record : { ...each.record, suspects: [...suspects.keys()].sort() });
      if (chunk.length >= CHUNK && !(await put())) return undefined;
    }
  }
  if (chunk.length > 0 && !(await put())) return undefined;
  return { ...written, writtenTo: row, rowsDone };
}

/** Puts records. Those that an attempt since then had put already are answered as it put them; `isNews` = not all were. */
async function putRecords(
  { customers }: Pick<WriteTools, 'customers'>,
  records: readonly NewRecord[],
  source: string,
  since: string | undefined,
): Promise<{ readonly results: readonly PutResult[]; readonly isNews: boolean }> {
  const results = records.length === 0 ? [] : await customers.putMany(records, source);
  const unchanged = records.filter((_, index) => results[index] === 'unchanged');
  const isNews = unchanged.length < records.length;
  if (since === undefined) return { results, isNews };
  const present = await customers.getMany(unchanged.map(({ type, id }) => ({ type, id })));
  const recounted = results.map((result, index) => {
    const record = records[index];
    const { changedAt = '', rev = 0 } = (record && present.get(recordName(record))) ?? {};
    if (result !== 'unchanged' || changedAt < since) return result;
    return rev === 1 ? 'created' : 'updated';
  });
  return { results: recounted, isNews };
}
