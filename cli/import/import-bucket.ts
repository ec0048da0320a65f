import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { StageAccess } from '../stage/stage-access.ts';
import type { FileToImport } from './find-files.ts';

const lookEveryMs = 200;

/** How an upload is to be taken. */
export interface UploadMode {
  /** The file is the whole of its type. */
  readonly isFull: boolean;
  /** Removing many records is meant. */
  readonly isMeant: boolean;
}

/** The bucket's part in an import. What S3 refuses is thrown as the SDK throws it. */
export interface ImportBucket {
  /** Where a file lies, for people. */
  uriOf(key: string): string;
  /** Uploads a file piece by piece; `onBytes` hears how many have left. */
  put(file: FileToImport, mode: UploadMode, onBytes: (bytes: number) => void): Promise<void>;
  /** Undefined when there is no such file. */
  open(key: string): Promise<Readable | undefined>;
  /** Writes a list of problems to a file of this machine, or behind those of another, whose heading it has then. */
  save(key: string, path: string, isFirst: boolean): Promise<void>;
}

/** Works in the stage's bucket. */
export async function inImportBucket<T>(
  { settings, resources }: StageAccess,
  work: (bucket: ImportBucket) => Promise<T>,
): Promise<T> {
  // In the local cloud a bucket is a part of the path, not of the host's name.
  const client = new S3Client({ ...settings, forcePathStyle: settings.endpoint !== undefined });
  try {
    return await work(openBucket(client, resources.TemplateBucket));
  } finally {
    client.destroy();
  }
}

function openBucket(client: S3Client, Bucket: string): ImportBucket {
  const open: ImportBucket['open'] = async (Key) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return Body instanceof Readable ? Body : undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };
  return {
    uriOf: (key) => `s3://${Bucket}/${key}`,
    open,
    async put({ path, key: Key, sizeBytes: ContentLength }, { isFull, isMeant }, onBytes) {
      const Body = createReadStream(path);
      const Metadata = { ...(isFull && { 'fushime-mode': 'full' }), ...(isMeant && { 'fushime-yes': 'true' }) };
      // The SDK takes no stream that somebody else listens to.
      const timer = setInterval(() => onBytes(Body.bytesRead), lookEveryMs);
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength, Metadata }));
      } finally {
        clearInterval(timer);
        Body.destroy();
      }
    },
    async save(key, path, isFirst) {
      const found = await open(key);
      if (found === undefined) return;
      if (isFirst) await pipeline(found, createWriteStream(path));
      else await pipeline(found, afterFirstLine(), createWriteStream(path, { flags: 'a' }));
    },
  };
}

function afterFirstLine(): Transform {
  let isBehind = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const end = isBehind ? -1 : chunk.indexOf('\n');
      const rest = isBehind ? chunk : end === -1 ? Buffer.alloc(0) : chunk.subarray(end + 1);
      isBehind ||= end !== -1;
      done(null, rest);
    },
  });
}
