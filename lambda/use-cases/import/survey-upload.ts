import { holdOf } from '../../domain/import/hold-of.ts';
import { usualImportGuard } from '../../domain/import/import-guard.ts';
import type { Upload, UploadProgress } from '../../domain/import/upload.ts';
import { tellEventProblems } from './import-events.ts';
import { type Compared, nothingCompared, type Survey, surveyRecords } from './survey-records.ts';
import { type Told, tellProblems } from './tell-problems.ts';
import { listProblems } from './tell-upload.ts';
import { createPace, isSuperseded } from './upload-pace.ts';
import type { ImportUploadTools } from './upload-tools.ts';
import { jobOf, type UploadWork } from './write-upload.ts';

/**
 * Reads an upload through, lists what is wrong with it in `import-errors/`, and notes whether it is to wait for a person.
 * Undefined when time ran short. Answers the upload as noted.
 */
export async function surveyUpload(tools: ImportUploadTools, work: UploadWork): Promise<Upload | undefined> {
  const { upload, placed, file } = work;
  const countedAt = nowOf(tools);
  const list = listProblems(tools, upload);
  if (placed.kind === 'records') {
    const survey = await surveyTable(tools, work);
    if (survey === undefined || survey === 'superseded') return survey && supersede(tools, upload);
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

async function surveyTable(tools: ImportUploadTools, work: UploadWork): Promise<Survey | 'superseded' | undefined> {
  const { upload, placed } = work;
  if (placed.kind !== 'records') return undefined;
  const pace = createPace(tools);
  const noted = (compared: Compared, rows: number): Upload => ({
    ...{ ...upload, rows, progress: { ...nothingKnown, ...compared, notedAt: nowOf(tools) } },
  });
  const survey = await surveyRecords(
    tools,
    jobOf(work, placed.type),
    upload.progress ?? nothingCompared,
    (compared, rows) => pace.goOn(() => noted(compared, rows)),
  );
  return pace.stopped() === 'superseded' ? 'superseded' : survey;
}

const nothingKnown = { sharedBirthdays: {}, repeatsIds: false, writtenTo: 0 };

interface Findings {
  readonly rows: number;
  readonly told: Told | undefined;
  readonly survey: Survey | undefined;
  readonly countedAt: string;
  readonly errorFile: string | undefined;
}

async function settle(tools: ImportUploadTools, work: UploadWork, findings: Findings): Promise<Upload> {
  const { rows, told, survey, errorFile } = findings;
  const { rejected = 0, warnings = 0, suspects = [] } = told ?? {};
  const hold = survey && holdOf(survey.hold, tools.stage.importGuard ?? usualImportGuard, work.file.isMeant);
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
  if (await isSuperseded(tools, upload)) return supersede(tools, upload);
  await tools.uploads.note(upload);
  return upload;
}

function known({ comparedTo, changed, ...survey }: Survey): Omit<UploadProgress, 'notedAt' | 'writtenTo'> {
  const { known, sharedBirthdays, repeatsIds, whyNotRemoved } = survey;
  // Who is erased is asked again when rows are stored.
  const rest = { comparedTo, changed, known, sharedBirthdays, repeatsIds, erasedRows: [] };
  return { ...rest, ...(whyNotRemoved && { whyNotRemoved }) };
}

async function supersede({ uploads, log }: ImportUploadTools, upload: Upload): Promise<Upload> {
  const { progress: _, ...rest } = upload;
  const end: Upload = { ...rest, state: 'superseded' };
  await uploads.note(end);
  log.info('upload-superseded', { at: upload.at });
  return end;
}

function nowOf({ clock }: ImportUploadTools): string {
  return new Date(clock.nowMs()).toISOString();
}
