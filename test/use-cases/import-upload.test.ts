import { expect, test, vi } from 'vitest';
import { importUpload } from '../../lambda/use-cases/import-upload.ts';
import { inChunks } from '../domain/import/file-bytes.ts';
import { aStage } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

function aBucket(uploads: Readonly<Record<string, string>>) {
  const errorFiles = new Map<string, string>();
  const files = {
    openImport: async (key: string) => {
      const text = uploads[key];
      if (text === undefined) throw new Error('gone');
      return inChunks(Buffer.from(text), 100);
    },
    writeErrorFile: async (key: string, text: string) => void errorFiles.set(key, text),
  };
  return { files, errorFiles };
}

const at = '2027-03-01T00:15:00Z';

test('a good file is told of and leaves no error file', async () => {
  const { tools, notices } = aWorld();
  const { files, errorFiles } = aBucket({ 'imports/customers (1).csv': 'ID,氏名\nC1,山田\n' });
  await importUpload({ ...tools, files }, { key: 'imports/customers (1).csv', at });
  expect(notices).toEqual([
    { kind: 'imported', file: 'customers (1).csv', created: 1, updated: 0, unchanged: 0, rejected: 0 },
  ]);
  expect(errorFiles.size).toBe(0);
});

test('what is wrong is listed in an error file named for the upload, the same one when it comes twice', async () => {
  const { tools, notices } = aWorld({ stage: { locale: 'en' } });
  const { files, errorFiles } = aBucket({ 'imports/顧客マスタ.csv': 'ID,誕生日\nC1,2001-02-29\nC2,\n' });
  for (const _ of [1, 2]) await importUpload({ ...tools, files }, { key: 'imports/顧客マスタ.csv', at });
  const errorFile = 'import-errors/顧客マスタ-20270301T001500Z.csv';
  expect(notices[0]).toEqual({
    ...{ kind: 'imported', file: '顧客マスタ.csv', created: 1, updated: 0, unchanged: 0, rejected: 1, errorFile },
  });
  expect([...errorFiles]).toEqual([
    [
      errorFile,
      '\uFEFFfile,row,column,value,what to do\r\n' +
        '顧客マスタ.csv,2,誕生日,2001-02-29,"This is not a date. Write one that exists, such as 2027-03-31 or 2027/3/31."\r\n',
    ],
  ]);
});

test('a file whose name says nothing is not opened, and people are told the names that do', async () => {
  const { tools, notices } = aWorld();
  const { files, errorFiles } = aBucket({});
  await importUpload({ ...tools, files }, { key: 'imports/新しいリスト.csv', at });
  expect(notices).toMatchObject([{ kind: 'imported', file: '新しいリスト.csv', rejected: 1 }]);
  expect(errorFiles.get('import-errors/新しいリスト-20270301T001500Z.csv')).toContain('customers.csv、contracts.csv');
});

test('a file that cannot be opened is tried again by the queue', async () => {
  const { tools, notices } = aWorld();
  const { files } = aBucket({});
  await expect(importUpload({ ...tools, files }, { key: 'imports/customers.csv', at })).rejects.toThrow('gone');
  expect(notices).toEqual([]);
});

test('the handler imports what S3 names, and gives back only what failed', async () => {
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  const { importEnv } = await import('../../lambda/functions/import/env.ts');
  for (const name of importEnv) vi.stubEnv(name, 'x');
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  const { createHandler } = await import('../../lambda/functions/import/handler.ts');
  const { tools, notices } = aWorld();
  const { files } = aBucket({ 'imports/100%+ customers/customers (1).csv': 'ID\nC1\n' });
  const event = (key: string) => ({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: at,
    detail: { bucket: { name: 'b' }, object: { key, size: 5 } },
  });
  const message = (messageId: string, body: unknown) => ({ ...aMessage, messageId, body: JSON.stringify(body) });
  const handler = createHandler({ ...tools, files });
  const answer = await handler({
    Records: [
      message('m1', event('imports/100%+ customers/customers (1).csv')),
      message('m2', event('imports/contracts.csv')),
      message('m3', { no: 'event' }),
    ],
  });
  expect(notices).toMatchObject([{ kind: 'imported', created: 1, rejected: 0 }]);
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['m2', 'm3']);
});

const aMessage = {
  receiptHandle: 'r',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:ap-northeast-1:000000000000:import',
  awsRegion: 'ap-northeast-1',
};
