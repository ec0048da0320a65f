import { expect, test } from 'vitest';
import { openStates, type Upload } from '../../../lambda/domain/import/upload.ts';
import { aHold } from '../../support/builders.ts';
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
  hold: aHold(),
};
const later = { key: upload.key, at: '2027-03-15T00:00:00.000Z' };
const take = { decision: 'take', by: 'sato@example.jp', at: '2027-03-14T01:00:00.000Z' } as const;
const drop = { decision: 'drop', by: 'ito@example.jp', at: '2027-03-14T02:00:00.000Z' } as const;
const done: Upload = { ...held, state: 'done', rowsDone: 10 };
const now = '2027-03-14T00:01:00.000Z';
const clock = { nowMs: () => Date.parse(now) };

describeStores('the uploads', (stores) => {
  test('are known as they were last noted, each by its file and time', async () => {
    const uploads = await stores.uploads(clock);
    expect(await uploads.get(upload)).toBeUndefined();
    expect(await uploads.begin(upload)).toBe(true);
    await uploads.begin({ ...upload, ...later, type: undefined });
    expect(await uploads.note({ ...upload, state: 'write', rowsDone: 4 }, ['survey'])).toBe(true);
    expect(await uploads.get(upload)).toEqual({ ...upload, state: 'write', rowsDone: 4 });
    expect(await uploads.get(later)).toEqual({ ...upload, ...later, type: undefined });
    expect(await uploads.get({ ...upload, at: '2027-03-13T00:00:00.000Z' })).toBeUndefined();
  });

  test('that somebody else has brought further stay as they are', async () => {
    const uploads = await stores.uploads(clock);
    expect(await uploads.note(upload, openStates)).toBe(false);
    await uploads.begin(upload);
    await uploads.note(held, ['survey']);
    await uploads.decide(held, drop);
    await uploads.note({ ...held, state: 'dropped' }, ['held']);
    for (const late of [upload, held, { ...held, state: 'write' } as const])
      expect(await uploads.note(late, openStates)).toBe(false);
    expect(await uploads.begin(upload)).toBe(false);
    const { etag: _, ...unnamed } = upload;
    expect(await uploads.begin(unnamed)).toBe(false);
    expect(await uploads.get(held)).toEqual({ ...held, state: 'dropped', decision: drop });
  });

  test('give way to another version that came within the same second, with all that was said of them', async () => {
    const uploads = await stores.uploads(clock);
    await uploads.begin(held);
    await uploads.decide(held, take);
    const other: Upload = { ...upload, etag: '"b"' };
    expect(await uploads.begin(other)).toBe(true);
    expect(await uploads.get(upload)).toEqual(other);
    expect(await uploads.note({ ...upload, rowsDone: 3 }, ['survey'])).toBe(false);
    await uploads.note({ ...held, etag: '"b"' }, ['survey']);
    expect(await uploads.decide(held, drop)).toEqual(drop);
  });

  test('tell the last one of a file, however long its name and whatever others are called', async () => {
    const uploads = await stores.uploads(clock);
    const key = `imports/${'長'.repeat(330)}.csv`;
    await uploads.begin({ ...upload, key });
    await uploads.begin({ ...upload, ...later, key });
    await uploads.begin({ ...upload, key: `${key}#2`, at: '2027-03-16T00:00:00.000Z' });
    expect(await uploads.latest(key)).toEqual({ ...upload, ...later, key });
    expect(await uploads.latest('imports/other.csv')).toBeUndefined();
  });

  test('of a type are told with the time of their last note', async () => {
    let ms = Date.parse(now);
    const uploads = await stores.uploads({ nowMs: () => ms });
    await uploads.begin(upload);
    await uploads.begin({ ...upload, key: 'imports/contracts.csv', type: 'contract' });
    await uploads.begin({ ...upload, key: 'imports/x', type: undefined });
    ms += 60_000;
    await uploads.note({ ...upload, rowsDone: 3 }, ['survey']);
    expect(await uploads.ofType('customer')).toEqual([{ ...upload, rowsDone: 3, notedAt: '2027-03-14T00:02:00.000Z' }]);
  });

  test('that wait are told, the oldest first, until somebody decides', async () => {
    const uploads = await stores.uploads(clock);
    await uploads.begin({ ...held, ...later });
    await uploads.begin(held);
    await uploads.begin({ ...upload, key: 'imports/other.csv' });
    expect(await uploads.held()).toEqual([held, { ...held, ...later }]);
    await uploads.decide(held, take);
    expect(await uploads.held()).toEqual([{ ...held, ...later }]);
  });

  test('keep the first word of a person, whatever is noted or said afterwards', async () => {
    const uploads = await stores.uploads(clock);
    await uploads.begin(held);
    const answers = await Promise.all([uploads.decide(held, take), uploads.decide(held, drop)]);
    expect(answers[0]).toEqual(answers[1]);
    const [first] = answers;
    await uploads.note(done, ['held']);
    expect(await uploads.get(held)).toEqual({ ...done, decision: first });
    expect(await uploads.decide(held, drop)).toEqual(first);
  });

  test('that do not wait cannot be decided on', async () => {
    const uploads = await stores.uploads(clock);
    expect(await uploads.decide(upload, take)).toBeUndefined();
    await uploads.begin(upload);
    expect(await uploads.decide(upload, take)).toBeUndefined();
    expect(await uploads.get(upload)).toEqual(upload);
    await uploads.note(held, ['survey']);
    await uploads.note({ ...held, state: 'superseded' }, ['held']);
    expect(await uploads.decide(held, take)).toBeUndefined();
  });
});
