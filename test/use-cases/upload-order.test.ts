import { beforeEach, describe, expect, test } from 'vitest';
import { importUpload } from '../../lambda/use-cases/import/import-upload.ts';
import { anImport, at, key, rowsOf, table } from './an-import.ts';

const later = '2027-03-01T00:16:00.000Z';
const first = 'imports/a/customers.csv';
const second = 'imports/b/customers.csv';
const renamed = (count: number) => rowsOf(count, (index) => `新${index}`);

describe('files of one type under different keys', () => {
  let setting: ReturnType<typeof anImport>;
  const nameOf = async (id: string) => (await setting.tools.customers.get({ type: 'customer', id }))?.fields.name;
  const stateOf = async (name: string, when: string) => (await setting.upload(name, when)).state;
  const bring = (message: (typeof setting.importing)[number] | undefined) => {
    if (message?.kind !== 'continue') throw new Error('Nothing goes on');
    return importUpload(setting.tools, message);
  };
  /** The first file is half done; the second has come meanwhile. */
  beforeEach(async () => {
    setting = anImport();
    setting.chunksPerCall(4);
    await setting.bringIn(first, table(1_500));
    setting.chunksPerCall(Number.POSITIVE_INFINITY);
    await setting.bringIn(second, renamed(1_500), later);
  });

  test('are taken in one after the other, as they came, so that the newer one’s values stay', async () => {
    const [rest, waiting] = setting.importing.splice(0);
    expect([rest, waiting]).toEqual([
      { kind: 'continue', key: first, at },
      { kind: 'continue', key: second, at: later },
    ]);
    expect([await stateOf(first, at), await stateOf(second, later)]).toEqual(['write', 'survey']);
    // However often it is asked.
    await bring(waiting);
    expect(setting.importing.splice(0)).toEqual([waiting]);
    await bring(rest);
    expect(await nameOf('C1400')).toBe('氏名1400');
    await bring(waiting);
    // All of the customers would get another name: nothing was there to compare with before.
    expect(await setting.upload(second, later)).toMatchObject({ state: 'held', hold: { changed: 1_500 } });
  });

  test('of another type do not wait', async () => {
    await setting.bringIn('imports/contracts.csv', '契約ID\nK1\n', later);
    expect(await stateOf('imports/contracts.csv', later)).toBe('done');
  });

  test('wait while the earlier one is alive, and no longer', async () => {
    const [, waiting] = setting.importing.splice(0);
    const passed = (minutes: number) =>
      setting.moveTo(new Date(Date.parse('2027-03-14T00:00:00Z') + minutes * 60_000).toISOString());
    passed(119);
    await bring(waiting);
    expect(setting.importing.splice(0)).toEqual([waiting]);
    passed(121);
    await bring(waiting);
    expect(await stateOf(second, later)).not.toBe('survey');
  });

  test('do not wait for one that waits for a person, until that person has had it taken in', async () => {
    await setting.goOn();
    setting.importing.length = 0;
    expect(await stateOf(second, later)).toBe('held');
    const third = 'imports/c/customers.csv';
    await setting.bringIn(third, 'ID\nC1\n', '2027-03-01T00:17:00.000Z');
    expect(await stateOf(third, '2027-03-01T00:17:00.000Z')).toBe('done');
    const word = { decision: 'take', by: 'sato@example.jp', at: '2027-03-14T00:00:00.000Z' } as const;
    await setting.tools.uploads.decide({ key: second, at: later }, word);
    const fourth = 'imports/d/customers.csv';
    await setting.bringIn(fourth, 'ID\nC1\n', '2027-03-14T00:01:00.000Z');
    expect(await stateOf(fourth, '2027-03-14T00:01:00.000Z')).toBe('survey');
    // Nor does it wait for the fourth, which came after the word.
    await importUpload(setting.tools, { kind: 'decided', key: second, at: later });
    await setting.goOn();
    expect(await nameOf('C7')).toBe('新7');
    expect(await stateOf(fourth, '2027-03-14T00:01:00.000Z')).toBe('done');
  });
});

test('a file waits with its first row for an earlier one of which the queue tells only while it is read through', async () => {
  const setting = anImport();
  const notes = (note: string) =>
    ['ID,備考', ...Array.from({ length: 50 }, (_, index) => `C${index},${note}`), ''].join('\n');
  await setting.bringIn(key, table(50), '2027-02-01T00:00:00.000Z');
  setting.put(first, notes('旧'));
  const { getMany } = setting.tools.customers;
  let isTold = false;
  setting.tools.customers.getMany = async (refs) => {
    if (!isTold) {
      isTold = true;
      await importUpload({ ...setting.tools, hasTime: () => false }, { kind: 'created', key: first, at });
    }
    return getMany(refs);
  };
  await setting.bringIn(second, notes('新'), later);
  await setting.goOn();
  const customer = await setting.tools.customers.get({ type: 'customer', id: 'C7' });
  expect(isTold && customer?.fields.note).toBe('新');
});

describe('a message that comes twice', () => {
  test('does not bring back what a person has dropped meanwhile', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    setting.put(key, renamed(100));
    const { getMany } = setting.tools.customers;
    let isFirst = true;
    setting.tools.customers.getMany = async (refs) => {
      const found = await getMany(refs);
      if (!isFirst) return found;
      isFirst = false;
      // While this worker compares, another one gets the same message, and a person has its file dropped.
      await importUpload(setting.tools, { kind: 'created', key, at: later });
      const word = { decision: 'drop', by: 'sato@example.jp', at: later } as const;
      await setting.tools.uploads.decide({ key, at: later }, word);
      await importUpload(setting.tools, { kind: 'decided', key, at: later });
      return found;
    };
    await importUpload(setting.tools, { kind: 'created', key, at: later });
    await setting.goOn();
    expect(await setting.upload(key, later)).toMatchObject({ state: 'dropped', decision: { decision: 'drop' } });
    expect((await setting.tools.customers.get({ type: 'customer', id: 'C1' }))?.fields.name).toBe('氏名1');
  });
});

describe('two versions of a file within one second', () => {
  async function heldVersion() {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    const old = setting.put(key, renamed(100));
    await importUpload(setting.tools, { kind: 'created', key, at: later, etag: old });
    const word = { decision: 'take', by: 'sato@example.jp', at: later } as const;
    await setting.tools.uploads.decide({ key, at: later }, word);
    return { ...setting, old };
  }

  test('a word on the one is none on the other', async () => {
    const setting = await heldVersion();
    await setting.bringIn(
      key,
      rowsOf(100, (index) => `誤${index}`),
      later,
    );
    const upload = await setting.upload(key, later);
    expect([upload.state, upload.decision]).toEqual(['held', undefined]);
  });

  test('the one that is in the bucket counts, also when the other is told of last', async () => {
    const setting = await heldVersion();
    await setting.bringIn(
      key,
      rowsOf(101, (index) => `氏名${index}`),
      later,
    );
    expect((await setting.upload(key, later)).state).toBe('done');
    await importUpload(setting.tools, { kind: 'created', key, at: later, etag: setting.old });
    expect(await setting.upload(key, later)).toMatchObject({ state: 'done', rows: 101 });
    expect(setting.onDisk()).toBe(0);
  });
});
