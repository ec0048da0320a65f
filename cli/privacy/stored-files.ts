import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';

/** One version of a file in the bucket; the only one where versions are not kept. */
export interface StoredFile {
  readonly key: string;
  readonly versionId?: string;
  /** The version that a reader gets, not an earlier one. */
  readonly isCurrent: boolean;
}

/** Copies of customer data in the bucket, to be looked through and deleted for good. */
export interface StoredFiles {
  list(prefix: string): Promise<readonly StoredFile[]>;
  /** Undefined when it has gone meanwhile. */
  open(file: StoredFile): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Deletes this version, so that nobody can bring it back. Idempotent. */
  remove(file: StoredFile): Promise<void>;
}

export interface StoredFilesOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** The bucket keeps earlier versions, as it does everywhere but in the local cloud. */
  readonly isVersioned: boolean;
}

/** The files of a bucket, every version of them. What S3 refuses is thrown as the SDK throws it. */
export function openStoredFiles({ client, bucket: Bucket, isVersioned }: StoredFilesOptions): StoredFiles {
  return {
    list: (prefix) => (isVersioned ? listVersions(client, Bucket, prefix) : listObjects(client, Bucket, prefix)),
    async open({ key: Key, versionId }) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId: versionId }));
        return Body?.transformToWebStream();
      } catch (error) {
        if (error instanceof NoSuchKey || (error instanceof Error && error.name === 'NoSuchVersion')) return undefined;
        throw error;
      }
    },
    async remove({ key: Key, versionId }) {
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: versionId }));
    },
  };
}

async function listVersions(client: S3Client, Bucket: string, Prefix: string): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  let after: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } | undefined =
    {};
  while (after !== undefined) {
    const {
      Versions = [],
      IsTruncated,
      NextKeyMarker,
      NextVersionIdMarker,
    }: ListObjectVersionsCommandOutput = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix, ...after }));
    for (const { Key, VersionId, IsLatest } of Versions) {
      if (Key !== undefined && VersionId !== undefined) {
        files.push({ key: Key, versionId: VersionId, isCurrent: IsLatest === true });
      }
    }
    after = IsTruncated === true ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : undefined;
  }
  return files;
}

async function listObjects(client: S3Client, Bucket: string, Prefix: string): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    for (const { Key } of Contents) if (Key !== undefined) files.push({ key: Key, isCurrent: true });
  }
  return files;
}
