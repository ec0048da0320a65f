import { baseName } from '../domain/import/find-import-kind.ts';
import { formatImportErrors } from '../domain/import/format-import-errors.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Queues } from '../ports.ts';
import { type ImportFileTools, importFile } from './import-file.ts';

/** A file that somebody put into the bucket, and when (ISO). */
export interface Upload {
  readonly key: string;
  readonly at: string;
}

/** What importing an upload needs: the bucket's files, and the queue by which people are told. */
export interface ImportUploadTools extends ImportFileTools {
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone' | 'locale'>;
  readonly queues: Pick<Queues, 'plan' | 'notify'>;
  readonly files: {
    openImport(key: string): Promise<AsyncIterable<Uint8Array>>;
    writeErrorFile(key: string, text: string): Promise<void>;
  };
}

/**
 * Imports an uploaded file, lists what is wrong with it in `import-errors/`, and tells what came of it. The same upload
 * delivered twice writes the same error file again and no record.
 */
export async function importUpload(tools: ImportUploadTools, { key, at }: Upload): Promise<void> {
  const { files, stage, queues } = tools;
  // A file that is not read, as its name says nothing, is not opened either.
  async function* readUpload() {
    yield* await files.openImport(key);
  }
  const {
    file,
    type: _,
    problems,
    problemsLeftOut,
    ...counts
  } = await importFile(tools, { file: key, stream: readUpload() });
  const errorFile = problems.length === 0 ? undefined : errorFileKey(file, at);
  if (errorFile !== undefined) {
    await files.writeErrorFile(errorFile, formatImportErrors(problems, stage.locale, problemsLeftOut));
  }
  await queues.notify([{ kind: 'imported', file, ...counts, ...(errorFile !== undefined && { errorFile }) }]);
}

/** `import-errors/<name>-<instant>.csv`, the instant as 20270301T001500Z. */
function errorFileKey(file: string, at: string): string {
  const name = baseName(file).replace(/\.[^.]*$/, '');
  const instant = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return `import-errors/${name}-${instant}.csv`;
}
