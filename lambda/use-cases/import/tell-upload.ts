import { contentHash } from '../../domain/campaign-file/content-hash.ts';
import { baseName } from '../../domain/import/find-import-kind.ts';
import { importErrorLines, importErrorsHeading } from '../../domain/import/format-import-errors.ts';
import type { RowProblem } from '../../domain/import/import-problem.ts';
import { fileIsGone } from '../../domain/import/row-warnings.ts';
import { openStates, type Upload, type UploadHold } from '../../domain/import/upload.ts';
import { newerThan } from '../../domain/import/upload-order.ts';
import type { TellRows } from './tell-problems.ts';
import type { ImportUploadTools } from './upload-tools.ts';

/** Asks a person what is to become of an upload that waits, and says whether a newer one of its type is stored already. */
export async function tellHeld({ uploads, queues, log }: ImportUploadTools, upload: Upload): Promise<void> {
  const { key, at, type, hold, rows } = upload;
  const newerAt = type === undefined ? undefined : newerThan(upload, await uploads.ofType(type))?.at;
  await queues.notify([
    { kind: 'upload-held', key, at, rows, ...(hold && { hold: numbersOf(hold) }), ...(newerAt && { newerAt }) },
  ]);
  log.info('upload-held', { at, rows, changed: hold?.changed ?? 0, removed: hold?.removed ?? 0 });
}

/** Cards show numbers; ids are for the page. */
function numbersOf({ changedIds: _, removedIds: __, renumberedIds: ___, ...numbers }: UploadHold): UploadHold {
  return numbers;
}

/** Tells what came of an upload, and then notes that it is done: told twice rather than never. */
export async function tellDone({ uploads, queues, log }: ImportUploadTools, upload: Upload): Promise<void> {
  const { key, at, type, counts, suspects = [], errorFile } = upload;
  await queues.notify([
    {
      ...{ kind: 'imported', file: baseName(key), ...counts },
      ...(suspects.length > 0 && { suspects }),
      ...(type !== undefined && { type }),
      ...(errorFile !== undefined && { errorFile }),
    },
  ]);
  const { progress: _, ...end } = upload;
  await uploads.note({ ...end, state: 'done' }, ['survey', 'write']);
  log.info('upload-done', { at, type: type ?? 'unknown', ...counts });
}

/** Tells that there is no file to take in any more. */
export async function tellGone(tools: ImportUploadTools, upload: Upload): Promise<void> {
  const list = listProblems(tools, upload);
  const errorFile = await list.storeAfter(() => list.tell([fileIsGone]));
  const counts = { ...upload.counts, rejected: upload.counts.rejected + 1 };
  await tellDone(tools, { ...upload, counts, ...(errorFile !== undefined && { errorFile }) });
}

/** Ends an upload whose place another file has taken. */
export async function supersede({ uploads, log }: ImportUploadTools, upload: Upload): Promise<void> {
  const { progress: _, ...rest } = upload;
  await uploads.note({ ...rest, state: 'superseded' }, openStates);
  log.info('upload-superseded', { at: upload.at });
}

/** Leaves the rest to another invocation, which goes on from what is noted by then, whoever noted it. */
export async function handBack({ queues, log }: ImportUploadTools, { key, at }: Upload): Promise<void> {
  await queues.import([{ kind: 'continue', key, at }]);
  log.info('upload-continues', { at });
}

/** The list of what is wrong with an upload. `storeAfter` answers its key, or undefined when nothing was told. */
export function listProblems(
  { files, stage: { locale } }: Pick<ImportUploadTools, 'files' | 'stage'>,
  { key, at }: Upload,
): { readonly tell: TellRows; storeAfter(telling: () => unknown): Promise<string | undefined> } {
  const name = errorFileKey(key, at);
  const list = files.errorFile(name);
  const file = baseName(key);
  let isBegun = false;
  return {
    async tell(problems: readonly RowProblem[]) {
      const lines = importErrorLines(
        problems.map((problem) => ({ ...problem, file })),
        locale,
      );
      await list.write(isBegun ? lines : importErrorsHeading(locale) + lines);
      isBegun = true;
    },
    async storeAfter(telling) {
      try {
        await telling();
        if (isBegun) await list.store();
        return isBegun ? name : undefined;
      } finally {
        await list.discard();
      }
    },
  };
}

/**
 * `import-errors/<name>-<instant>-<hash>.csv`, the instant as 20270301T001500Z. The hash of the key tells apart files of one
 * name that came within one second.
 */
function errorFileKey(key: string, at: string): string {
  const name = baseName(key).replace(/\.[^.]*$/, '');
  const instant = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return `import-errors/${name}-${instant}-${contentHash(key).slice(0, 6)}.csv`;
}
