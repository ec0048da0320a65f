import { expect, test } from 'vitest';
import type { Upload } from '../../../lambda/domain/import/upload.ts';
import { describeStores } from './backends.ts';

const counts = { created: 1, updated: 2, unchanged: 3, rejected: 4, removed: 5, warnings: 6 };
const upload: Upload = {
  ...{ key: 'imports/顧客マスタ#1.csv', at: '2027-03-14T00:00:00.000Z', state: 'survey', type: 'customer' },
  ...{ isFull: false, rows: 10, rowsDone: 0, counts, etag: '"a"' },
};
const held: Upload = {
  ...{
    ...upload,
    state: 'held',
    suspects: [{ field: 'birthday', cause: 'default-date', value: '1900-01-01', records: 9 }],
  },
  hold: { known: 100, changed: 90, stored: 0, removed: 0, why: ['names-change'] },
};
const later = { key: upload.key, at: '2027-03-15T00:00:00.000Z' };
const take = { decision: 'take', by: 'sato@example.jp', at: '2027-03-14T01:00:00.000Z' } as const;
const drop = { decision: 'drop', by: 'ito@example.jp', at: '2027-03-14T02:00:00.000Z' } as const;

describeStores('the uploads', (stores) => {
  test('are known as they were last noted, each by its file and time', async () => {
    const uploads = await stores.uploads();
    expect(await uploads.get(upload)).toBeUndefined();
    await uploads.note(upload);
    await uploads.note({ ...upload, ...later, type: undefined });
    await uploads.note({ ...upload, state: 'write', rowsDone: 4 });
    expect(await uploads.get(upload)).toEqual({ ...upload, state: 'write', rowsDone: 4 });
    expect(await uploads.get(later)).toEqual({ ...upload, ...later, type: undefined });
    expect(await uploads.get({ ...upload, at: '2027-03-13T00:00:00.000Z' })).toBeUndefined();
  });

  test('tell the last one of a file, however long its name and whatever others are called', async () => {
    const uploads = await stores.uploads();
    const key = `imports/${'長'.repeat(330)}.csv`;
    await uploads.note({ ...upload, key });
    await uploads.note({ ...upload, ...later, key });
    await uploads.note({ ...upload, key: `${key}#2`, at: '2027-03-16T00:00:00.000Z' });
    expect(await uploads.latest(key)).toEqual({ ...upload, ...later, key });
    expect(await uploads.latest('imports/other.csv')).toBeUndefined();
  });

  test('that wait are told, the oldest first, until somebody decides', async () => {
    const uploads = await stores.uploads();
    await uploads.note({ ...held, ...later });
    await uploads.note(held);
    await uploads.note({ ...upload, key: 'imports/other.csv' });
    expect(await uploads.held()).toEqual([held, { ...held, ...later }]);
    await uploads.decide(held, take);
    expect(await uploads.held()).toEqual([{ ...held, ...later }]);
  });

  test('keep the first word of a person, whatever is noted or said afterwards', async () => {
    const uploads = await stores.uploads();
    await uploads.note(held);
    const answers = await Promise.all([uploads.decide(held, take), uploads.decide(held, drop)]);
    expect(answers[0]).toEqual(answers[1]);
    const [first] = answers;
    await uploads.note({ ...held, state: 'done', rowsDone: 10 });
    expect(await uploads.get(held)).toEqual({ ...held, state: 'done', rowsDone: 10, decision: first });
    expect(await uploads.decide(held, drop)).toEqual(first);
  });

  test('that do not wait cannot be decided on', async () => {
    const uploads = await stores.uploads();
    expect(await uploads.decide(upload, take)).toBeUndefined();
    await uploads.note(upload);
    expect(await uploads.decide(upload, take)).toBeUndefined();
    expect(await uploads.get(upload)).toEqual(upload);
  });
});
