import { describe, expect, test } from 'vitest';
import { importUpload } from '../../lambda/use-cases/import/import-upload.ts';
import { anImport, at, counts, key, rowsOf, table, take } from './an-import.ts';

describe('an upload that changes too much', () => {
  const later = '2027-03-02T00:00:00.000Z';
  const shifted = rowsOf(100, (index) => `氏名${index + 1}`);

  async function heldOne(options?: Parameters<typeof anImport>[0]) {
    const setting = anImport(options);
    await setting.bringIn(key, table(100));
    setting.notices.length = 0;
    await setting.bringIn(key, shifted, later);
    const decide = async (decision: 'take' | 'drop') => {
      await setting.tools.uploads.decide({ key, at: later }, { ...take, decision });
      await importUpload(setting.tools, { kind: 'decided', key, at: later });
      await setting.goOn();
    };
    return { ...setting, decide };
  }
  const nameOf = async (setting: ReturnType<typeof anImport>, id: string) =>
    (await setting.tools.customers.get({ type: 'customer', id }))?.fields.name;

  test('waits for a person, and nothing is written', async () => {
    const setting = await heldOne();
    const hold = {
      known: 100,
      changed: 100,
      stored: 0,
      removed: 0,
      lookedUp: 0,
      renumbered: 0,
      why: ['names-change'],
      isPartStored: false,
    };
    expect(setting.notices).toEqual([{ kind: 'upload-held', key, at: later, rows: 100, hold }]);
    expect(await setting.upload(key, later)).toMatchObject({ state: 'held', hold });
    expect(await nameOf(setting, 'C0')).toBe('氏名0');
    await setting.goOn();
    expect(await nameOf(setting, 'C0')).toBe('氏名0');
  });

  test('notes a few ids to look at, but none that may say who somebody is', async () => {
    const setting = anImport();
    const ids = (changed: string) =>
      ['a@example.jp', '山田', 'yamada', ...Array.from({ length: 9 }, (_, index) => `C-${index}`)]
        .map((id) => `${id},${changed}${id}\n`)
        .join('');
    await setting.bringIn(key, `ID,氏名\n${ids('旧')}`);
    await setting.bringIn(key, `ID,氏名\n${ids('新')}`, later);
    const { hold } = await setting.upload(key, later);
    expect(hold).toMatchObject({ changed: 12, changedIds: ['C-0', 'C-1', 'C-2', 'C-3', 'C-4'] });
    expect(setting.notices.at(-1)).toMatchObject({ kind: 'upload-held', hold: { changed: 12 } });
    expect(JSON.stringify(setting.notices)).not.toContain('C-0');
  });

  test('says so where a newer file of its type is stored already', async () => {
    const setting = await heldOne();
    const newerAt = '2027-03-05T00:00:00.000Z';
    await setting.bringIn('imports/x/customers.csv', 'ID\nC1\n', newerAt);
    setting.notices.length = 0;
    await importUpload(setting.tools, { kind: 'decided', key, at: later });
    expect(setting.notices).toMatchObject([{ kind: 'upload-held', newerAt }]);
  });

  test('is taken in when somebody says so, once', async () => {
    const setting = await heldOne();
    await setting.decide('take');
    expect(await nameOf(setting, 'C0')).toBe('氏名1');
    expect(counts(await setting.upload(key, later))).toMatchObject({ updated: 100 });
    await importUpload(setting.tools, { kind: 'decided', key, at: later });
    expect(setting.notices.map(({ kind }) => kind)).toEqual(['upload-held', 'imported']);
  });

  test('is dropped when somebody says so', async () => {
    const setting = await heldOne();
    await setting.decide('drop');
    expect(await nameOf(setting, 'C0')).toBe('氏名0');
    expect((await setting.upload(key, later)).state).toBe('dropped');
    expect(setting.notices).toHaveLength(1);
  });

  test('gives way to a newer file under its key', async () => {
    const setting = await heldOne();
    await setting.bringIn(key, table(100), '2027-03-03T00:00:00.000Z');
    expect((await setting.upload(key, later)).state).toBe('superseded');
    expect(await setting.tools.uploads.held()).toEqual([]);
    await setting.decide('take');
    expect(await nameOf(setting, 'C0')).toBe('氏名0');
  });

  test('says so when the file is gone by the time somebody decides', async () => {
    const setting = await heldOne();
    setting.remove(key);
    await setting.decide('take');
    expect(setting.notices[1]).toMatchObject({ kind: 'imported', rejected: 1, updated: 0 });
    expect([...setting.errorFiles.values()].join()).toContain('ファイルがもうありません');
  });

  test.each([
    ['few new names', rowsOf(100, (index) => (index < 2 ? '新' : `氏名${index}`)), 'done'],
    ['the same names in another writing', rowsOf(100, (index) => ` 氏名 ${index}`), 'done'],
    ['three new names of a hundred', rowsOf(100, (index) => (index < 3 ? '新' : `氏名${index}`)), 'held'],
    ['other columns alone', `ID,備考\n${Array.from({ length: 100 }, (_, index) => `C${index},x`).join('\n')}`, 'done'],
    ['new customers', rowsOf(300, (index) => `氏名${index}`), 'done'],
    ['names that have gone', rowsOf(100, () => ''), 'held'],
  ])('%s', async (_, text, state) => {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    await setting.bringIn(key, text, later);
    expect((await setting.upload(key, later)).state).toBe(state);
  });

  test('counts a customer once, however many rows are about one', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    await setting.bringIn(key, shifted + shifted.slice(shifted.indexOf('\n') + 1), later);
    expect((await setting.upload(key, later)).hold).toMatchObject({ known: 100, changed: 100 });
  });

  test('is held by the limits of its stage', async () => {
    const setting = await heldOne({ stage: { importGuard: { changedShare: 1 } } });
    expect((await setting.upload(key, later)).state).toBe('done');
  });
});

describe('customers under other ids', () => {
  const later = '2027-03-02T00:00:00.000Z';
  const list = (idOf: (index: number) => string, count = 150, more = '') =>
    [
      'ID,氏名,メールアドレス',
      ...Array.from({ length: count }, (_, n) => `${idOf(n)},氏名${n},c${n}@example.com`),
      more,
    ].join('\n');
  const padded = (index: number) => String(index).padStart(5, '0');

  async function heldFor(text: string, before = list(padded)) {
    const setting = anImport();
    await setting.bringIn(key, before);
    setting.notices.length = 0;
    await setting.bringIn(key, text, later);
    return { ...setting, held: await setting.upload(key, later) };
  }

  test('wait for a person, whom a few of the ids are shown', async () => {
    const { held, notices } = await heldFor(list(String));
    expect(held).toMatchObject({
      state: 'held',
      hold: { known: 0, lookedUp: 100, renumbered: 100, why: ['other-ids'] },
    });
    expect(held.hold?.renumberedIds).toHaveLength(5);
    expect(held.hold?.renumberedIds?.[1]).toEqual({ id: '1', knownAs: '00001' });
    expect(notices).toMatchObject([{ kind: 'upload-held', hold: { lookedUp: 100, renumbered: 100 } }]);
    expect(JSON.stringify(notices)).not.toContain('00001');
  });

  test('are found after a break, too, and counted once', async () => {
    const setting = anImport();
    await setting.bringIn(key, list(padded, 2_000));
    setting.chunksPerCall(2);
    await setting.bringIn(
      key,
      list((index) => (index < 1_950 ? padded(index) : String(index)), 2_000),
      later,
    );
    await setting.goOn(2);
    expect((await setting.upload(key, later)).hold).toMatchObject({ known: 1_950, lookedUp: 50, renumbered: 50 });
  });

  test.each([
    ['are others', list((index) => `N${index}`).replaceAll(/氏名(?=\d)/g, '別人')],
    ['have no address', list(String).replaceAll(/c\d+@example.com/g, '')],
    [
      'are fewer than the new ones',
      list((index) => (index < 40 ? String(index) : `N${index}`)).replace(/(?<=\nN.*),c/g, ',n'),
    ],
    ['are the same', list(padded)],
  ])('are not suspected where they %s', async (_, text) => {
    expect((await heldFor(text)).held.state).toBe('done');
  });

  test('are not suspected by an address that a customer had once', async () => {
    const moved = list(padded).replaceAll('@example.com', '@example.jp');
    const setting = anImport({ stage: { importGuard: { changedShare: 1 } } });
    await setting.bringIn(key, list(padded));
    await setting.bringIn(key, moved, later);
    const last = '2027-03-03T00:00:00.000Z';
    await setting.bringIn(key, list(String), last);
    expect((await setting.upload(key, last)).state).toBe('done');
  });
});

describe('an upload whose turn comes late', () => {
  const other = 'imports/other/customers.csv';
  const minutesLater = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

  test('waits for a person where a newer one of its type is stored, and is taken in when somebody says so', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(5), minutesLater(-5));
    await setting.bringIn(other, 'ID,備考\nC1,新\n', minutesLater(1));
    await setting.bringIn(key, 'ID,備考\nC1,古\n');
    expect(await setting.upload()).toMatchObject({ state: 'held', hold: { why: ['newer-stored'] } });
    expect(setting.notices.slice(2)).toMatchObject([
      { kind: 'upload-held', newerAt: minutesLater(1), hold: { isPartStored: false } },
    ]);
    await setting.tools.uploads.decide({ key, at }, take);
    await importUpload(setting.tools, { kind: 'decided', key, at });
    await setting.goOn();
    expect(counts(await setting.upload())).toMatchObject({ updated: 1 });
  });

  test('waits also when it broke off on its way, and what was stored of it stays', async () => {
    const setting = anImport();
    setting.chunksPerCall(4);
    await setting.bringIn(key, table(1_500));
    const { rowsDone } = await setting.upload();
    expect(rowsDone).toBeGreaterThan(0);
    setting.moveTo(new Date(setting.tools.clock.nowMs() + 3 * 3_600_000).toISOString());
    setting.chunksPerCall(100);
    await setting.bringIn(other, 'ID\nX1\n', minutesLater(200));
    setting.notices.length = 0;
    await setting.goOn();
    expect(await setting.upload()).toMatchObject({ state: 'held', rowsDone, hold: { why: ['newer-stored'] } });
    expect(setting.notices).toMatchObject([{ kind: 'upload-held', hold: { isPartStored: true } }]);
    await setting.tools.uploads.decide({ key, at }, take);
    await importUpload(setting.tools, { kind: 'decided', key, at });
    await setting.goOn();
    expect(counts(await setting.upload())).toMatchObject({ created: 1_500, updated: 0, unchanged: 0 });
  });

  test('waits also when the newer one has only begun', async () => {
    const setting = anImport();
    const { putMany } = setting.tools.customers;
    let late: Promise<void> | undefined;
    setting.tools.customers.putMany = async (records) => {
      setting.tools.customers.putMany = putMany;
      late = setting.bringIn(key, 'ID,備考\nC1,古\n');
      await late;
      return putMany(records);
    };
    await setting.bringIn(other, 'ID,備考\nC1,新\n', minutesLater(2));
    expect(await setting.upload()).toMatchObject({ state: 'held', hold: { why: ['newer-stored'] } });
  });

  test('takes nothing away, whatever it was when it came', async () => {
    const setting = anImport();
    const full = 'imports/full/customers.csv';
    await setting.bringIn(other, table(50), minutesLater(5));
    await setting.bringIn(full, table(49), at, { isMeant: true });
    expect(await setting.upload(full)).toMatchObject({ state: 'held', isFull: false, hold: { why: ['newer-stored'] } });
    await setting.tools.uploads.decide({ key: full, at }, take);
    await importUpload(setting.tools, { kind: 'decided', key: full, at });
    await setting.goOn();
    expect(await setting.upload(full)).toMatchObject({ state: 'done', counts: { unchanged: 49, removed: 0 } });
  });

  test('counts as unchanged what the newer one wrote, and says that a part may be stored though none is counted', async () => {
    const setting = anImport();
    const { putMany } = setting.tools.customers;
    setting.tools.customers.putMany = async () => Promise.reject(new Error('died'));
    await expect(setting.bringIn(key, table(3))).rejects.toThrow('died');
    setting.tools.customers.putMany = putMany;
    setting.moveTo(new Date(setting.tools.clock.nowMs() + 3 * 3_600_000).toISOString());
    await setting.bringIn(other, table(3), minutesLater(180));
    await importUpload(setting.tools, { kind: 'continue', key, at });
    expect(await setting.upload()).toMatchObject({ state: 'held', rowsDone: 0, hold: { isPartStored: true } });
    await setting.tools.uploads.decide({ key, at }, take);
    await importUpload(setting.tools, { kind: 'decided', key, at });
    await setting.goOn();
    expect(counts(await setting.upload())).toMatchObject({ created: 0, unchanged: 3 });
  });

  test.each([
    ['came at the same time', other, 'ID\nX1\n', 0.5],
    ['stored nothing', other, 'ID,氏名\n,x\n', 5],
    ['is of another type', 'imports/contracts.csv', '契約ID\nK1\n', 5],
  ])('does not wait where the other one %s', async (_, name, text, minutes) => {
    const setting = anImport();
    await setting.bringIn(name, text, minutesLater(minutes));
    await setting.bringIn(key, table(5));
    expect((await setting.upload()).state).toBe('done');
  });

  test('does not wait with events: each of them is one by itself', async () => {
    const setting = anImport();
    await setting.bringIn(key, 'ID\nC1\n');
    const line = JSON.stringify({ id: 'E1', event: 'seen', customer: 'C1', at });
    await setting.bringIn('imports/a/events.jsonl', line, minutesLater(5));
    await setting.bringIn('imports/events.jsonl', line.replace('E1', 'E2'));
    expect((await setting.upload('imports/events.jsonl')).state).toBe('done');
  });
});
