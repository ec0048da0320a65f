import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { findImportKind, knownFileNames } from '../../lambda/domain/import/find-import-kind.ts';
import type { RecordModel } from '../../lambda/domain/records/record-model.ts';
import { CommandFailure } from '../command-failure.ts';
import { terminalLine } from '../terminal-text.ts';

/** A file of this machine that is to be imported, and the key that it gets in the bucket. */
export interface FileToImport {
  readonly path: string;
  readonly name: string;
  readonly key: string;
  readonly sizeBytes: number;
}

/** The files, each found to be one that its name says how to read. Throws CommandFailure for the first that is none. */
export async function findFiles(model: RecordModel, paths: readonly string[]): Promise<readonly FileToImport[]> {
  return Promise.all(
    paths.map(async (path) => {
      // Macs tell names with their marks apart from the letters.
      const name = basename(path).normalize('NFC');
      const { kind } = findImportKind(model, name);
      if (kind === 'other-format')
        throw wrong(`${path}: save it as .xlsx or .csv first; files of this format are not read.`);
      if (kind === 'unknown') {
        throw wrong(
          `${path}: the name does not say what the file holds. Known names: ${knownFileNames(model).join(', ')}.`,
        );
      }
      return { path, name, key: `imports/${randomUUID()}/${name}`, sizeBytes: await sizeOf(path) };
    }),
  );
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw wrong(`${path}: there is no such file.`);
  return found.size;
}

function wrong(message: string): CommandFailure {
  return new CommandFailure(terminalLine(message), { isUsage: true });
}
