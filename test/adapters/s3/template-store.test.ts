import { CreateBucketCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createImportFiles } from '../../../lambda/adapters/s3/import-files.ts';
import { createTemplateStore } from '../../../lambda/adapters/s3/template-store.ts';
import { localClient, startFauxqs } from '../sqs/start-fauxqs.ts';

let emulator: Awaited<ReturnType<typeof startFauxqs>>;
let client: S3Client;
const bucket = 'templates';

beforeEach(async () => {
  emulator = await startFauxqs();
  client = new S3Client({ ...localClient(emulator.url), forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
});

afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  await emulator.close();
});

async function put(key: string, text: string | Uint8Array, metadata: Record<string, string> = {}): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, Metadata: metadata }));
}

describe('the template bucket', () => {
  it('answers every template as it is now, sorted, and no other file', async () => {
    await put('partials/footer.hbs', '<p>{{sender.name}}</p>');
    await put('campaigns/誕生日.hbs', 'お誕生日 𠮷');
    await put('campaigns/birthday.hbs', '\ufeffこんにちは\r\n');
    await put('campaigns/notes.txt', 'no');
    await put('imports/customers.csv', 'no');
    expect(await createTemplateStore({ client, bucket }).readAll()).toEqual([
      { key: 'campaigns/birthday.hbs', text: 'こんにちは\r\n' },
      { key: 'campaigns/誕生日.hbs', text: 'お誕生日 𠮷' },
      { key: 'partials/footer.hbs', text: '<p>{{sender.name}}</p>' },
    ]);
  });

  it('answers more files than one page of a listing holds', async () => {
    await Promise.all(Array.from({ length: 1005 }, (_, n) => put(`campaigns/c${n}.hbs`, String(n))));
    const files = await createTemplateStore({ client, bucket }).readAll();
    expect(files).toHaveLength(1005);
    expect(files.find(({ key }) => key === 'campaigns/c1004.hbs')).toEqual({
      key: 'campaigns/c1004.hbs',
      text: '1004',
    });
  });

  it('says who uploaded a file, where the upload said so', async () => {
    await put('campaigns/a.hbs', 'a', { 'Uploaded-By': ' sato@example.jp ', other: 'x' });
    await put('campaigns/b.hbs', 'b', { 'uploaded-by': ' ' });
    expect(await createTemplateStore({ client, bucket }).readAll()).toEqual([
      { key: 'campaigns/a.hbs', text: 'a', uploadedBy: 'sato@example.jp' },
      { key: 'campaigns/b.hbs', text: 'b' },
    ]);
  });

  it('leaves out a file that was deleted while it was reading', async () => {
    await put('campaigns/a.hbs', 'a');
    await put('campaigns/b.hbs', 'b');
    const send = client.send.bind(client);
    vi.spyOn(client, 'send').mockImplementation(async (command: unknown) => {
      if (command instanceof GetObjectCommand && command.input.Key === 'campaigns/a.hbs') {
        throw new NoSuchKey({ message: 'gone', $metadata: {} });
      }
      return Reflect.apply(send, client, [command]);
    });
    const files = await createTemplateStore({ client, bucket }).readAll();
    expect(files.map(({ key }) => key)).toEqual(['campaigns/b.hbs']);
  });
});

describe('import files', () => {
  const read = async (bytes: AsyncIterable<Uint8Array>) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
  };

  it('are read as the bytes that they are, however often', async () => {
    const bytes = Uint8Array.of(0x8e, 0xd2, 0x0d, 0x0a, 0x00, 0xff);
    await put('imports/customers.csv', bytes);
    const file = await createImportFiles({ client, bucket }).fetch('imports/customers.csv');
    if (file === undefined) throw new Error('There is no file');
    expect(await read(file.open())).toEqual(bytes);
    expect(await read(file.open())).toEqual(bytes);
    expect(file).toMatchObject({ isFull: false, isMeant: false });
    await file.discard();
    await expect(read(file.open())).rejects.toThrow();
  });

  it('say how they are meant', async () => {
    const Metadata = { 'fushime-mode': 'full', 'fushime-yes': 'true' };
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'imports/all.csv', Body: 'ID', Metadata }));
    const file = await createImportFiles({ client, bucket }).fetch('imports/all.csv');
    expect(file).toMatchObject({ isFull: true, isMeant: true });
    await file?.discard();
  });

  it('that are gone are told as gone, and leave nothing behind', async () => {
    expect(await createImportFiles({ client, bucket }).fetch('imports/none.csv')).toBeUndefined();
  });

  it('have their rejected rows written next to them, when all are gathered', async () => {
    const list = createImportFiles({ client, bucket }).errorFile('errors/customers.csv');
    const lines = '行,理由\r\n'.repeat(20_000);
    await list.write('行,理由\r\n');
    await list.write(lines);
    const get = () => client.send(new GetObjectCommand({ Bucket: bucket, Key: 'errors/customers.csv' }));
    await expect(get()).rejects.toThrow();
    await list.store();
    await list.discard();
    const { Body, ContentType } = await get();
    expect(await Body?.transformToString()).toBe(`行,理由\r\n${lines}`);
    expect(ContentType).toBe('text/csv; charset=utf-8');
  });
});
