import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { IsoDate } from '../lambda/domain/calendar/plain-date.ts';
import { sampleCompany } from '../local/sample-company/sample-company.ts';
import { CommandFailure } from './command-failure.ts';

/** A file of records or events, wherever it comes from. */
export interface DataFile {
  readonly name: string;
  open(): ReadableStream<Uint8Array>;
}

/** The files given with --data; without any, the sample company as it is on that day. */
export async function dataFiles(paths: readonly string[] | undefined, today: IsoDate): Promise<readonly DataFile[]> {
  if (paths === undefined || paths.length === 0) return sampleFiles(today);
  return Promise.all(paths.map(fileOnDisk));
}

/** The sample company's files. */
export function sampleFiles(today: IsoDate): readonly DataFile[] {
  return Object.entries(sampleCompany(today)).map(([name, text]) => ({
    name,
    open: () => new Blob([text]).stream(),
  }));
}

async function fileOnDisk(path: string): Promise<DataFile> {
  try {
    await access(path, constants.R_OK);
  } catch (cause) {
    throw new CommandFailure(`${path} cannot be read.`, { isUsage: true, cause });
  }
  return { name: basename(path), open: () => Readable.toWeb(createReadStream(path)) };
}
