import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { UploadDrop } from '../../ports.ts';

/** Puts files where the import finds them; an object's metadata says in which mode it is read. */
export function createUploadDrop(options: { readonly client: S3Client; readonly bucket: string }): UploadDrop {
  const { client, bucket } = options;
  return {
    async put(key, { bytes, isFull }) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ...(isFull && { Metadata: { 'fushime-mode': 'full' } }),
        }),
      );
    },
  };
}
