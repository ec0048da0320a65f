import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { UnreadableFile } from '../../domain/import/unreadable-file.ts';
import type { FetchedFile, ImportFiles } from '../../ports.ts';
import { ImportFileError } from './import-file-error.ts';
import { createSpool } from './spool.ts';

/** The function's disk has twice as much: the list of problems has to find room, too. */
const MAX_FILE_BYTES = 2 * 1024 ** 3;
const READ_BYTES = 256 * 1024;

/**
 * Import files in a bucket. A file is copied to local disk when it is first read, as it is read several times, and for minutes:
 * a connection to S3 does not wait so long.
 */
export function createImportFiles({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): ImportFiles {
  return {
    async fetch(key) {
      try {
        return fetched(await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw new ImportFileError(error);
      }
    },
    errorFile: (key) =>
      createSpool(async (path) => {
        const { size } = await stat(path);
        const Body = createReadStream(path);
        const ContentType = 'text/csv; charset=utf-8';
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentLength: size, ContentType }));
      }),
  };
}

function fetched({ Body, ContentLength = 0, ETag = '', Metadata = {} }: GetObjectCommandOutput): FetchedFile {
  // In Node the body is a stream of Node's own.
  if (!(Body instanceof Readable)) throw new ImportFileError(undefined);
  const body: Readable = Body;
  let folder: string | undefined;
  let copied: Promise<string> | undefined;

  async function copy(): Promise<string> {
    if (ContentLength > MAX_FILE_BYTES) throw new UnreadableFile(tooLarge);
    folder = await mkdtemp(join(tmpdir(), 'fushime-import-'));
    const path = join(folder, 'file');
    await pipeline(body, createWriteStream(path));
    return path;
  }

  return {
    etag: ETag.replaceAll('"', ''),
    isFull: Metadata['fushime-mode'] === 'full',
    isMeant: Metadata['fushime-yes'] === 'true',
    async *open() {
      copied ??= copy();
      yield* createReadStream(await copied, { highWaterMark: READ_BYTES });
    },
    async discard() {
      body.destroy();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

const tooLarge = {
  ja: 'ファイルが大きすぎます（2 GBまで）。いくつかに分けてください。',
  en: 'The file is too large (2 GB at most). Split it.',
};
