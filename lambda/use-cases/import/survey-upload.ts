import { holdOf } from '../../domain/import/hold-of.ts';
import { usualImportGuard } from '../../domain/import/import-guard.ts';
import type { Upload, UploadProgress } from '../../domain/import/upload.ts';
import type { RecordTypeModel } from '../../domain/records/record-model.ts';
import { tellEventProblems } from './import-events.ts';
import { type Compared, nothingCompared, type Survey, surveyRecords } from './survey-records.ts';
import { type Told, tellProblems } from './tell-problems.ts';
import { listProblems } from './tell-upload.ts';
import { createPace, isSuperseded, readingMs, type Stop } from './upload-pace.ts';
import type { ImportUploadTools } from './upload-tools.ts';
import { jobOf, type UploadWork } from './write-upload.ts';

/**
 * Reads an upload through, lists what is wrong with it in `import-errors/`, and notes whether it is to wait for a person.
 * Answers the upload as noted, or why it was not read to its end.
 */
export async function surveyUpload(tools: ImportUploadTools, work: UploadWork): Promise<Upload | Stop> {
  const { upload, placed, file } = work;
  const countedAt = nowOf(tools);
  const list = listProblems(tools, upload);
  if (placed.kind === 'records') {
    const survey = await surveyTable(tools, work, placed.type);
    if (typeof survey === 'string') return survey;
    let told: Told | undefined;
    const errorFile = await list.storeAfter(async () => {
      told = await tellProblems(tools, jobOf(work, placed.type), survey, list.tell);
    });
    return settle(tools, work, { rows: survey.rows, told, survey, countedAt, errorFile });
  }
  let told: (Told & { readonly rows: number }) | undefined;
  const errorFile = await list.storeAfter(async () => {
    if (placed.kind === 'events') told = await tellEventProblems(tools, file.open(), list.tell);
    else {
      await list.tell([placed.problem]);
      told = { rows: 0, rejected: 1, warnings: 0, suspects: [] };
    }
  });
  return settle(tools, work, { rows: told?.rows ?? 0, told, survey: undefined, countedAt, errorFile });
}

async function surveyTable(tools: ImportUploadTools, work: UploadWork, type: RecordTypeModel): Promise<Survey | Stop> {
  const { upload } = work;
  const pace = createPace(tools);
  const noted = (compared: Compared, rows: number): Upload => ({
    ...upload,
    rows,
    progress: { ...nothingKnown, ...compared, notedAt: nowOf(tools) },
  });
  const survey = await surveyRecords(
    tools,
    jobOf(work, type),
    { ...nothingCompared, ...upload.progress },
    (compared, rows) => pace.goOn(() => noted(compared, rows)),
  );
  if (survey === undefined) return pace.stopped() ?? 'no-time';
  // The list of problems is written at one go. Where all was looked up before, there cannot be more time than now.
  const isFresh = upload.progress?.comparedTo === survey.compared.comparedTo;
  if (isFresh || tools.hasTime(readingMs(survey.rows))) return survey;
  await tools.uploads.note(noted(survey.compared, survey.rows), ['survey']);
  return 'no-time';
}

const nothingKnown = { sharedBirthdays: {}, repeatsIds: false, writtenTo: 0 };

interface Findings {
  readonly rows: number;
  readonly told: Told | undefined;
  readonly survey: Survey | undefined;
  readonly countedAt: string;
  readonly errorFile: string | undefined;
}

async function settle(tools: ImportUploadTools, work: UploadWork, findings: Findings): Promise<Upload | Stop> {
  const { rows, told, survey, errorFile } = findings;
  const { rejected = 0, warnings = 0, suspects = [] } = told ?? {};
  const hold = survey && holdOf(survey.hold, { ...usualImportGuard, ...tools.stage.importGuard }, work.file.isMeant);
  const progress: UploadProgress = {
    ...nothingKnown,
    ...(survey ? known(survey) : nothingCompared),
    ...(work.upload.isFull && { countedAt: findings.countedAt }),
    notedAt: nowOf(tools),
  };
  const upload: Upload = {
    ...{ ...work.upload, state: hold ? 'held' : 'write', rows, progress },
    counts: { ...work.upload.counts, rejected, warnings },
    ...(suspects.length > 0 && { suspects }),
    ...(errorFile !== undefined && { errorFile }),
    ...(hold && { hold }),
  };
  if (await isSuperseded(tools, upload)) return 'superseded';
  return (await tools.uploads.note(upload, ['survey'])) ? upload : 'overtaken';
}

function known({ compared, ...survey }: Survey): Omit<UploadProgress, 'notedAt' | 'writtenTo'> {
  const { sharedBirthdays, repeatsIds, whyNotRemoved } = survey;
  // Who is erased is asked again when rows are stored.
  return { ...compared, erasedRows: [], sharedBirthdays, repeatsIds, ...(whyNotRemoved && { whyNotRemoved }) };
}

function nowOf({ clock }: ImportUploadTools): string {
  return new Date(clock.nowMs()).toISOString();
}
