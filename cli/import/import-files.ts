import { holdSentences } from '../../lambda/domain/cards/hold-text.ts';
import type { Upload } from '../../lambda/domain/import/upload.ts';
import { decideUpload } from '../../lambda/use-cases/upload-decide.ts';
import type { Decider } from '../approvals/decider.ts';
import type { Reply } from '../approvals/reply.ts';
import { note } from '../print.ts';
import type { OpenStage } from '../stage/open-stage.ts';
import type { FileToImport } from './find-files.ts';
import { firstProblems } from './first-problems.ts';
import { followUpload } from './follow-upload.ts';
import { type ImportBucket, inImportBucket, type UploadMode } from './import-bucket.ts';
import { createProgress } from './import-progress.ts';
import { type ImportResult, isWhole, resultJson, resultText } from './upload-text.ts';

/** Asks the person at the terminal. */
export type Ask = (question: string) => Promise<boolean>;

export interface ImportRequest extends UploadMode {
  /** Where all problems are to be written. */
  readonly errorsPath?: string;
  /** Absent where there is nobody to ask. */
  readonly ask?: Ask;
  /** In whose name a person at the terminal decides. */
  readonly decider: () => Decider;
}

/** Uploads files one after the other, follows each to its end, and tells what came of it. Ok when every row of each is in. */
export async function importFiles(
  opened: OpenStage,
  files: readonly FileToImport[],
  request: ImportRequest,
): Promise<Reply> {
  return inImportBucket(opened, async (bucket) => {
    const results: ImportResult[] = [];
    for (const file of files) {
      const upload = await importOne(opened, bucket, file, request);
      results.push(await withProblems(bucket, upload, request.errorsPath, results));
    }
    return replyOf(results);
  });
}

/** Follows an upload that is under way, and tells what came of it. */
export async function followToEnd(opened: OpenStage, upload: Upload, errorsPath?: string): Promise<Reply> {
  return inImportBucket(opened, async (bucket) => {
    const end = await watch(opened, upload.key, (progress) => followUpload(opened, upload.key, progress.importing));
    return replyOf([await withProblems(bucket, end, errorsPath, [])]);
  });
}

async function importOne(
  opened: OpenStage,
  bucket: ImportBucket,
  file: FileToImport,
  { ask, decider, ...mode }: ImportRequest,
): Promise<Upload> {
  const upload = await watch(opened, file.name, async (progress) => {
    await bucket.put(file, mode, (bytes) => progress.uploading(bytes, file.sizeBytes));
    return followUpload(opened, file.key, progress.importing);
  });
  if (upload.state !== 'held' || upload.hold === undefined || ask === undefined) return upload;
  note(`${file.name}: ${holdSentences(upload.hold, 'en').join(' ')}`);
  if (!(await ask('Take it in?'))) return upload;
  await decideUpload(opened.tools, upload, { decision: 'take', ...decider() });
  return watch(opened, file.name, (progress) => followUpload(opened, file.key, progress.importing));
}

/** Shows progress while something goes on; who interrupts it is told what becomes of it. */
async function watch<T>(
  { settle }: OpenStage,
  name: string,
  work: (progress: ReturnType<typeof createProgress>) => Promise<T>,
): Promise<T> {
  const progress = createProgress(name);
  const onInterrupt = () => {
    progress.stop();
    note(
      settle === undefined
        ? 'Left. What is uploaded is imported all the same; Teams is told what comes of it.'
        : 'Left. What is uploaded is imported when something works on this state again.',
    );
    process.exit(130);
  };
  process.once('SIGINT', onInterrupt);
  try {
    return await work(progress);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    progress.stop();
  }
}

async function withProblems(
  bucket: ImportBucket,
  upload: Upload,
  errorsPath: string | undefined,
  before: readonly ImportResult[],
): Promise<ImportResult> {
  const { errorFile } = upload;
  if (errorFile === undefined) return { upload, problems: [] };
  const list = await bucket.open(errorFile);
  const problems = list === undefined ? [] : await firstProblems(list, upload.counts.rejected > 0);
  if (errorsPath === undefined) return { upload, problems, errorsAt: bucket.uriOf(errorFile) };
  await bucket.save(
    errorFile,
    errorsPath,
    before.every(({ errorsAt }) => errorsAt === undefined),
  );
  return { upload, problems, errorsAt: errorsPath };
}

function replyOf(results: readonly ImportResult[]): Reply {
  return {
    json: results.map(resultJson),
    text: results.map(resultText).join('\n\n'),
    ok: results.every(isWhole),
  };
}
