import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ImportFileError } from './import-file-error.ts';

/** Files to import, and the lists of rows that were not. */
export interface ImportFiles {
  /** The bytes of an uploaded file. Throws ImportFileError when it is gone. */
  openImport(key: string): Promise<ReadableStream<Uint8Array>>;
  /** Writes a CSV (UTF-8) that lists rejected rows. */
  writeErrorFile(key: string, text: string): Promise<void>;
}

/** Import files in a bucket. */
export function createImportFiles(options: { readonly client: S3Client; readonly bucket: string }): ImportFiles {
  const { client, bucket } = options;
  return {
    async openImport(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body) return Body.transformToWebStream();
      } catch (error) {
        throw new ImportFileError(error);
      }
      throw new ImportFileError(undefined);
    },
    async writeErrorFile(key, text) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'text/csv; charset=utf-8' }),
      );
    },
  };
}
