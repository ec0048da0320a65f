import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { BucketFile, TemplateStore } from '../../ports.ts';
import { runConcurrently } from '../../runtime/run-concurrently.ts';

const prefixes: readonly string[] = ['campaigns/', 'partials/'];
const concurrency = 8;

/**
 * Reads the `.hbs` files of a bucket's `campaigns/` and `partials/`, sorted by key, without byte-order marks. Who uploaded
 * one is what its user metadata `uploaded-by` says: whoever may write to the bucket may write that, too.
 */
export function createTemplateStore(options: { readonly client: S3Client; readonly bucket: string }): TemplateStore {
  const { client, bucket } = options;

  async function listKeys(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key?.endsWith('.hbs') ? [Key] : [])));
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return keys;
  }

  async function readFile(key: string): Promise<readonly BucketFile[]> {
    try {
      const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const text = new TextDecoder().decode(await Body?.transformToByteArray());
      const uploadedBy = Metadata?.['uploaded-by']?.trim();
      return [{ key, text, ...(uploadedBy && { uploadedBy }) }];
    } catch (error) {
      // Deleted since it was listed: then it is not there, and another event is on its way.
      if (error instanceof NoSuchKey) return [];
      throw error;
    }
  }

  return {
    async readAll() {
      const keys = (await Promise.all(prefixes.map(listKeys))).flat();
      const files: BucketFile[] = [];
      await runConcurrently(keys, concurrency, async (key) => {
        files.push(...(await readFile(key)));
      });
      return files.sort((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}
