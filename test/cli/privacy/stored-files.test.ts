import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { findFilesAbout } from '../../../cli/privacy/erase-files.ts';
import { openStoredFiles, type StoredFiles } from '../../../cli/privacy/stored-files.ts';

test('every version is listed, page after page, and is deleted as that version: nobody can bring it back', async () => {
  const asked: unknown[] = [];
  const client = new S3Client({ region: 'ap-northeast-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
  client.middlewareStack.add(
    () => async (args) => {
      asked.push(args.input);
      const isSecond = 'KeyMarker' in args.input;
      const version = { Key: 'imports/a.csv', VersionId: isSecond ? 'v1' : 'v2', IsLatest: !isSecond };
      const page = isSecond
        ? { Versions: [version] }
        : { Versions: [version], IsTruncated: true, NextKeyMarker: 'imports/a.csv', NextVersionIdMarker: 'v2' };
      return { response: {}, output: { $metadata: {}, ...page } };
    },
    { step: 'initialize' },
  );
  const stored = openStoredFiles({ client, bucket: 'b', isVersioned: true });
  const files = await stored.list('imports/');
  expect(files).toEqual([
    { key: 'imports/a.csv', versionId: 'v2', isCurrent: true },
    { key: 'imports/a.csv', versionId: 'v1', isCurrent: false },
  ]);
  for (const file of files) await stored.remove(file);
  const listing = { Bucket: 'b', Prefix: 'imports/' };
  expect(asked).toEqual([
    new ListObjectVersionsCommand(listing).input,
    new ListObjectVersionsCommand({ ...listing, KeyMarker: 'imports/a.csv', VersionIdMarker: 'v2' }).input,
    new DeleteObjectCommand({ Bucket: 'b', Key: 'imports/a.csv', VersionId: 'v2' }).input,
    new DeleteObjectCommand({ Bucket: 'b', Key: 'imports/a.csv', VersionId: 'v1' }).input,
  ]);
});

test('files are about a person by what is in them or by their name; what cannot be read is for somebody to look at', async () => {
  const texts: Readonly<Record<string, string>> = {
    'imports/a.csv': 'about hanako',
    'imports/b.csv': 'about others',
    'imports/hanako.csv': 'nothing',
    'imports/broken.xlsx': 'PK\u0003\u0004 broken',
    'import-errors/a.csv': 'hanako, too',
  };
  const stored: StoredFiles = {
    list: async (prefix) =>
      Object.keys(texts)
        .filter((key) => key.startsWith(prefix))
        .map((key) => ({ key, isCurrent: true })),
    open: async ({ key }) =>
      (async function* () {
        yield Buffer.from(texts[key] ?? '');
      })(),
    remove: async () => {},
  };
  const isIn = async (text: string) => text.includes('hanako');
  const { files, unreadable } = await findFilesAbout(stored, {
    isIn,
    async isInPieces(pieces) {
      for await (const piece of pieces) if (await isIn(piece)) return true;
      return false;
    },
  });
  expect(files.map(({ key }) => key)).toEqual(['imports/a.csv', 'imports/hanako.csv', 'import-errors/a.csv']);
  expect(unreadable.map(({ key }) => key)).toEqual(['imports/broken.xlsx']);
});
