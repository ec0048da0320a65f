import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import { baseName } from '../../domain/import/find-import-kind.ts';
import type { Upload, UploadProgress } from '../../domain/import/upload.ts';
import type { RecordTypeModel } from '../../domain/records/record-model.ts';
import type { FetchedFile } from '../../ports.ts';
import { writeEvents } from './import-events.ts';
import type { placeFile } from './placed-file.ts';
import { type FileIds, readIds } from './read-ids.ts';
import type { RecordsJob } from './records-job.ts';
import { removeMissing } from './remove-missing.ts';
import { takeOverStored } from './take-over-stored.ts';
import { handBack, supersede, tellDone } from './tell-upload.ts';
import { createPace } from './upload-pace.ts';
import type { ImportUploadTools } from './upload-tools.ts';
import { type Written, writeRecords } from './write-records.ts';

/** An upload, its file on local disk, what it holds, and the day on which it came. */
export interface UploadWork {
  readonly upload: Upload;
  readonly file: FetchedFile;
  readonly placed: ReturnType<typeof placeFile>;
  readonly today: IsoDate;
}

/** The upload as a table of records. */
export function jobOf({ upload, file, today }: UploadWork, type: RecordTypeModel): RecordsJob {
  return { file: baseName(upload.key), type, today, isFull: upload.isFull, open: () => file.open() };
}

/** Stores an upload that has been surveyed, from where its progress says, and tells of it at the end. */
export async function writeUpload(tools: ImportUploadTools, work: UploadWork): Promise<void> {
  const { placed, upload } = work;
  const pace = createPace(tools);
  let now = upload;
  const reach = (change: Partial<UploadProgress>, more: Partial<Upload>) => {
    const progress = { ...progressOf(now), ...change, notedAt: new Date(tools.clock.nowMs()).toISOString() };
    now = { ...now, ...more, progress };
  };
  const end = () => {
    const { isBegun: _, ...progress } = progressOf(now);
    now = { ...now, progress };
  };
  const note = (written: Written) => {
    const { created, updated, unchanged, writtenTo, rowsDone } = written;
    reach({ writtenTo }, { rowsDone, counts: { ...now.counts, created, updated, unchanged } });
  };
  const keepOn = () =>
    pace.goOn((isOver) => {
      if (isOver) end();
      return now;
    });
  const goOn = (written: Written) => {
    note(written);
    return keepOn();
  };

  const isDone = await write();
  if (isDone) return tellDone(tools, { ...now, rowsDone: now.rows });
  return pace.stopped() === 'superseded' ? supersede(tools, now) : handBack(tools, upload);

  async function write(): Promise<boolean> {
    const { notedAt, writtenTo, repeatsIds, isBegun } = progressOf(upload);
    const from = isBegun ? { notedAt } : {};
    reach({ isBegun: true }, {});
    await tools.uploads.note(now, ['write']);
    const { created, updated, unchanged } = upload.counts;
    const written: Written = { created, updated, unchanged, writtenTo, rowsDone: upload.rowsDone };
    if (placed.kind === 'events') {
      const done = await writeEvents(tools, work.file.open(), written, goOn);
      if (done !== undefined) note(done);
      return done !== undefined;
    }
    if (placed.kind === 'unplaced') return true;
    const job = jobOf(work, placed.type);
    const ids = repeatsIds || upload.isFull ? await readIds(tools, job) : undefined;
    const storing = await takeOverStored(tools, placed.type.type);
    const findings = { ...progressOf(upload), ids };
    const done = await writeRecords({ ...tools, ...storing }, job, findings, { written, ...from }, goOn);
    if (done === undefined) return false;
    note(done);
    return removeRest(job, ids);
  }

  async function removeRest({ type }: RecordsJob, ids: FileIds | undefined): Promise<boolean> {
    const { whyNotRemoved, countedAt, removing = [] } = progressOf(upload);
    if (!upload.isFull || ids === undefined || whyNotRemoved !== undefined) return true;
    const done = await removeMissing(
      tools.customers,
      type.type,
      ids.all,
      { removed: upload.counts.removed, removing, ...(countedAt !== undefined && { countedAt }) },
      async ({ removed, removing }) => {
        reach({ removing }, { counts: { ...now.counts, removed } });
        await tools.uploads.note(now, ['write']);
      },
      keepOn,
    );
    return done !== undefined;
  }
}

function progressOf({ progress }: Upload): UploadProgress {
  if (progress === undefined) throw new Error('An upload is stored that nobody has surveyed');
  return progress;
}
