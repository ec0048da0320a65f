import { beforeEach, describe, expect, test, vi } from 'vitest';
import { importUpload } from '../../lambda/use-cases/import/import-upload.ts';
import { idSubject } from '../../lambda/use-cases/privacy/id-subject.ts';
import { aStage } from '../support/builders.ts';
import { anImport, at, counts, key, rowsOf, table, take } from './an-import.ts';

describe('an upload', () => {
  let setting: ReturnType<typeof anImport>;
  beforeEach(() => {
    setting = anImport();
  });

  test('that is good is told of and leaves no error file', async () => {
    await setting.bringIn('imports/customers (1).csv', 'ID,氏名\nC1,山田\n');
    expect(setting.notices).toEqual([
      {
        ...{ kind: 'imported', file: 'customers (1).csv', type: 'customer', created: 1, updated: 0, unchanged: 0 },
        ...{ rejected: 0, removed: 0, warnings: 0 },
      },
    ]);
    expect(setting.errorFiles.size).toBe(0);
    expect(await setting.upload('imports/customers (1).csv')).toMatchObject({ state: 'done', rows: 1, rowsDone: 1 });
    expect(setting.onDisk()).toBe(0);
  });

  test('that comes a second time writes nothing, and its event delivered twice does nothing at all', async () => {
    await setting.bringIn(key, table(3));
    await setting.bringIn(key, table(3));
    expect(setting.notices).toHaveLength(1);
    const later = '2027-03-02T00:00:00.000Z';
    await setting.bringIn(key, table(3), later);
    expect(counts(await setting.upload(key, later))).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  test('has its problems in an error file named for it', async () => {
    setting = anImport({ stage: { locale: 'en' } });
    await setting.bringIn('imports/顧客マスタ.csv', 'ID,誕生日\nC1,2001-02-29\nC2,\nC2,\n', '2027-03-01T00:15:00.000Z');
    const errorFile = expect.stringMatching(/^import-errors\/顧客マスタ-20270301T001500Z-[0-9a-f]{6}\.csv$/);
    expect(setting.notices).toMatchObject([{ created: 1, rejected: 1, warnings: 1, errorFile }]);
    expect([...setting.errorFiles]).toEqual([
      [
        errorFile,
        '\uFEFFfile,row,column,value,what to do\r\n' +
          '顧客マスタ.csv,2,誕生日,2001-02-29,"This is not a date. Write one that exists, such as 2027-03-31 or 2027/3/31."\r\n' +
          '顧客マスタ.csv,4,,C2,Note: Row 3 has the same id. The later row was used.\r\n',
      ],
    ]);
  });

  test('has an error file of its own, whoever uploads a file of the same name within the same second', async () => {
    for (const folder of ['a', 'b']) await setting.bringIn(`imports/${folder}/customers.csv`, 'ID,氏名\n,x\n');
    expect(setting.errorFiles.size).toBe(2);
  });

  test('has every problem in its error file, however many there are, in the order of its rows', async () => {
    const rows = Array.from({ length: 60_000 }, () => ',x');
    await setting.bringIn(key, ['ID,氏名', ...rows].join('\n'));
    const lines = [...setting.errorFiles.values()][0]?.trimEnd().split('\r\n').slice(1) ?? [];
    expect(lines).toHaveLength(60_000);
    expect(lines.map((line) => Number(line.split(',')[1]))).toEqual(rows.map((_, index) => index + 2));
    expect(counts(await setting.upload())).toMatchObject({ rejected: 60_000 });
  });

  test('whose name says nothing is not read, and people are told the names that do', async () => {
    await setting.bringIn('imports/新しいリスト.csv', 'x');
    expect(setting.notices).toMatchObject([{ kind: 'imported', file: '新しいリスト.csv', rejected: 1 }]);
    expect([...setting.errorFiles.values()].join()).toContain('customers.csv、contracts.csv');
    expect(setting.opened()).toBe(0);
  });

  test('that is gone by the time it is read is told of', async () => {
    await importUpload(setting.tools, { kind: 'created', key, at });
    expect(setting.notices).toMatchObject([{ kind: 'imported', rejected: 1 }]);
    expect([...setting.errorFiles.values()].join()).toContain('ファイルがもうありません');
  });

  test('of two people with one address tells both rows', async () => {
    await setting.bringIn(key, 'ID,氏名,メールアドレス\nC1,一,Hanako@Example.com\nC2,二,hanako@example.com\n');
    expect([...setting.errorFiles.values()].join()).toContain(
      '3,メールアドレス,hanako@example.com,【注意】同じメールアドレスが2行目',
    );
    expect(setting.notices).toMatchObject([{ created: 2, rejected: 0, warnings: 1 }]);
  });
});

describe('an upload that time runs short for', () => {
  test.each([1, 2, 3])(
    'goes on where it was, at %s chunks an invocation, and counts every row once',
    async (chunks) => {
      const setting = anImport();
      const puts: string[] = [];
      const { putMany } = setting.tools.customers;
      setting.tools.customers.putMany = (records) => {
        puts.push(...records.map(({ id }) => id));
        return putMany(records);
      };
      setting.chunksPerCall(chunks);
      await setting.bringIn(key, `${table(1_500)}C0,最後,c0@example.com\n,ID無し,\n`);
      expect(await setting.goOn(chunks)).toBeGreaterThan(1);
      expect(counts(await setting.upload())).toMatchObject({ created: 1_500, updated: 0, unchanged: 0, rejected: 1 });
      expect(await setting.upload()).toMatchObject({ state: 'done', rows: 1_502, rowsDone: 1_502 });
      expect(puts).toHaveLength(1_500);
      expect(new Set(puts).size).toBe(1_500);
      expect((await setting.tools.customers.get({ type: 'customer', id: 'C0' }))?.fields.name).toBe('最後');
      expect(setting.notices).toMatchObject([{ kind: 'imported', created: 1_500, rejected: 1, warnings: 1 }]);
      expect([...setting.errorFiles.values()][0]?.trimEnd().split('\r\n')).toHaveLength(3);
    },
  );

  test('gives each reading that has to be done at one go an invocation of its own, where it needs one', async () => {
    const setting = anImport();
    setting.readingFor(0);
    await setting.bringIn(key, table(20));
    // Looked up; listed; stored.
    expect([(await setting.upload()).state, setting.importing.length]).toEqual(['survey', 1]);
    expect(await setting.goOn()).toBe(2);
    expect(counts(await setting.upload())).toMatchObject({ created: 20 });
    expect(setting.notices).toHaveLength(1);
    setting.readingFor(1);
    await setting.bringIn(key, table(20), '2027-03-02T00:00:00.000Z');
    expect(setting.importing).toEqual([]);
  });

  test('goes on after a crash, and counts what the crash left unnoted as it was written', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(200));
    setting.moveTo('2027-03-15T09:00:00+09:00');
    const { putMany } = setting.tools.customers;
    let puts = 0;
    setting.tools.customers.putMany = async (records) => {
      puts += 1;
      const results = await putMany(records);
      if (puts === 3) throw new Error('crashed');
      return results;
    };
    const later = '2027-03-02T00:00:00.000Z';
    const renamed = rowsOf(900, (index) => (index === 0 ? '氏名零' : `氏名${index}`));
    await expect(setting.bringIn(key, renamed, later)).rejects.toThrow('crashed');
    await importUpload(setting.tools, { kind: 'created', key, at: later });
    expect(counts(await setting.upload(key, later))).toMatchObject({ created: 700, updated: 1, unchanged: 199 });
  });

  test('counts what a crash left unnoted also beyond rows that it found as they are', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(600));
    setting.moveTo('2027-03-15T09:00:00+09:00');
    const { putMany } = setting.tools.customers;
    let puts = 0;
    setting.tools.customers.putMany = async (records) => {
      puts += 1;
      const results = await putMany(records);
      if (puts === 3) throw new Error('crashed');
      return results;
    };
    const later = '2027-03-02T00:00:00.000Z';
    const renamed = rowsOf(600, (index) => (index === 500 ? '氏名零' : `氏名${index}`));
    await expect(setting.bringIn(key, renamed, later)).rejects.toThrow('crashed');
    await importUpload(setting.tools, { kind: 'created', key, at: later });
    expect(counts(await setting.upload(key, later))).toMatchObject({ created: 0, updated: 1, unchanged: 599 });
  });

  test('gives way to a newer file under its key', async () => {
    const setting = anImport();
    setting.chunksPerCall(3);
    await setting.bringIn(key, table(1_500));
    const [left] = setting.importing.splice(0);
    const later = '2027-03-02T00:00:00.000Z';
    setting.chunksPerCall(100);
    await setting.bringIn(
      key,
      ['ID,備考', ...Array.from({ length: 1_500 }, (_, index) => `C${index},新`)].join('\n'),
      later,
    );
    expect((await setting.upload()).state).toBe('superseded');
    if (left !== undefined) setting.importing.push(left);
    await setting.goOn();
    const stored = await setting.tools.customers.find({ by: 'type', type: 'customer' });
    expect(stored.items).toHaveLength(1_500);
    expect((await setting.tools.customers.get({ type: 'customer', id: 'C1400' }))?.fields).toEqual({ note: '新' });
    await importUpload(setting.tools, { kind: 'created', key, at: '2027-02-01T00:00:00.000Z' });
    expect((await setting.upload(key, '2027-02-01T00:00:00.000Z')).state).toBe('superseded');
  });

  test('stops when a newer file under its key comes meanwhile', async () => {
    const setting = anImport();
    const { putMany } = setting.tools.customers;
    const later = '2027-03-02T00:00:00.000Z';
    let puts = 0;
    setting.tools.customers.putMany = async (records) => {
      puts += 1;
      if (puts === 2) await setting.bringIn(key, table(3), later);
      return putMany(records);
    };
    await setting.bringIn(key, table(1_500));
    expect((await setting.upload()).state).toBe('superseded');
    expect((await setting.upload(key, later)).state).toBe('done');
    expect(puts).toBe(3);
    expect(setting.notices).toHaveLength(1);
  });

  test('of events goes on likewise', async () => {
    const setting = anImport();
    await setting.bringIn(key, 'ID\nC1\n');
    const line = (index: number) => JSON.stringify({ id: `E${index}`, event: 'seen', customer: 'C1', at });
    const lines = [...Array.from({ length: 450 }, (_, index) => line(index)), '', 'x'].join('\n');
    setting.chunksPerCall(1);
    await setting.bringIn('imports/events.jsonl', lines);
    await setting.goOn(1);
    const upload = await setting.upload('imports/events.jsonl');
    expect(upload).toMatchObject({ state: 'done', type: 'event', rows: 451, rowsDone: 451 });
    expect(counts(upload)).toEqual({ created: 450, updated: 0, unchanged: 0, rejected: 1, removed: 0 });
  });
});

describe('a full sync', () => {
  const full = 'imports/full/customers.csv';

  async function anotherList(text: string, meant: Readonly<Record<string, boolean>> = {}) {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    await setting.bringIn('imports/contracts.csv', '契約ID\nK1\n');
    setting.notices.length = 0;
    await setting.bringIn(full, text, at, meant);
    const ids = async () => (await setting.tools.customers.find({ by: 'type', type: 'customer' })).items.length;
    return { ...setting, ids };
  }

  test('takes away what is not in the file, and of its type alone', async () => {
    const { ids, notices, tools } = await anotherList(table(96));
    expect(await ids()).toBe(96);
    expect(notices).toMatchObject([{ kind: 'imported', unchanged: 96, removed: 4 }]);
    expect(await tools.customers.get({ type: 'contract', id: 'K1' })).toBeDefined();
  });

  test('waits for a person when it takes many away, unless that is meant', async () => {
    const setting = await anotherList(table(90));
    expect(await setting.ids()).toBe(100);
    const hold = { known: 90, changed: 0, stored: 100, removed: 10, lookedUp: 0, renumbered: 0, why: ['many-removed'] };
    expect(setting.notices).toMatchObject([{ kind: 'upload-held', hold }]);
    expect((await setting.upload(full)).hold?.removedIds).toEqual(['C90', 'C91', 'C92', 'C93', 'C94']);
    await setting.tools.uploads.decide({ key: full, at }, take);
    await importUpload(setting.tools, { kind: 'decided', key: full, at });
    await setting.goOn();
    expect(await setting.ids()).toBe(90);
    expect(counts(await setting.upload(full))).toMatchObject({ unchanged: 90, removed: 10 });
    expect(await (await anotherList(table(90), { isMeant: true })).ids()).toBe(90);
  });

  test('waits for a person whatever the upload says itself, where a system posted it', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    await setting.bringIn('imports/api/1/customers.csv', table(90), at, { isFull: true, isMeant: true });
    expect(await setting.upload('imports/api/1/customers.csv')).toMatchObject({ state: 'held' });
  });

  test('keeps who has come or changed since it was uploaded, however late somebody decides', async () => {
    const setting = await anotherList(table(90));
    setting.moveTo('2027-03-15T09:00:00+09:00');
    const sinceThen = 'ID,氏名\nC200,新\nC201,新\nC95,氏名九五\n';
    await setting.bringIn('imports/new/customers.csv', sinceThen, '2027-03-15T00:00:00.000Z');
    await setting.tools.uploads.decide({ key: full, at }, take);
    await importUpload(setting.tools, { kind: 'decided', key: full, at });
    await setting.goOn();
    expect(await setting.ids()).toBe(93);
    expect(counts(await setting.upload(full))).toMatchObject({ removed: 9 });
  });

  test('stops taking away when a newer file under its key comes meanwhile', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(300));
    const { removeMany } = setting.tools.customers;
    setting.tools.customers.removeMany = async (refs) => {
      setting.put(full, table(290), { isMeant: true });
      await setting.tools.uploads.begin({ ...(await setting.upload(full)), at: '2027-03-01T00:20:00.000Z' });
      return removeMany(refs);
    };
    await setting.bringIn(full, table(50), at, { isMeant: true });
    expect(await setting.upload(full)).toMatchObject({ state: 'superseded', counts: { removed: 100 } });
  });

  test('is told by the upload itself, too', async () => {
    const setting = anImport();
    await setting.bringIn(key, table(100));
    await setting.bringIn('imports/x/customers.csv', table(98), at, { isFull: true });
    expect(counts(await setting.upload('imports/x/customers.csv'))).toMatchObject({ removed: 2 });
  });

  test.each([
    ['no good row', 'ID,氏名\n', '1行もない'],
    ['a row whose id cannot be read', `${table(96)},無名,\n`, 'IDの分からない行'],
    ['a row with too few cells', `${table(96)}C96\n`, 'IDの分からない行'],
  ])('of a file with %s takes nothing away, and says so', async (_, text, words) => {
    const { ids, errorFiles } = await anotherList(text);
    expect(await ids()).toBe(100);
    expect([...errorFiles.values()].join()).toContain(words);
  });

  test('keeps what a rejected row is about', async () => {
    const text = `ID,誕生日\n${Array.from({ length: 97 }, (_, index) => `C${index},`).join('\n')}\nC99,いつか\n`;
    const { tools, notices } = await anotherList(text);
    expect(notices).toMatchObject([{ removed: 2, rejected: 1 }]);
    expect(await tools.customers.get({ type: 'customer', id: 'C99' })).toBeDefined();
    expect(await tools.customers.get({ type: 'customer', id: 'C98' })).toBeUndefined();
  });

  test('counts what it takes away exactly, wherever it breaks off', async () => {
    for (const broken of [1, 2]) {
      const setting = anImport();
      await setting.bringIn(key, table(300));
      const { removeMany } = setting.tools.customers;
      let calls = 0;
      setting.tools.customers.removeMany = async (refs) => {
        calls += 1;
        const removed = await removeMany(refs);
        if (calls === broken) throw new Error('crashed');
        return removed;
      };
      await expect(setting.bringIn(full, table(50), at, { isMeant: true })).rejects.toThrow('crashed');
      await importUpload(setting.tools, { kind: 'created', key: full, at });
      expect(counts(await setting.upload(full))).toMatchObject({ removed: 250, unchanged: 50 });
    }
  });
});

describe('erased people', () => {
  test('are not stored again, whatever their id or address, and told without a word of them', async () => {
    const setting = anImport();
    const hash = await setting.tools.hasher.hash('hanako@example.com');
    await setting.tools.refusals.erase(
      [await idSubject(setting.tools.hasher, 'C1'), { kind: 'address', hash }],
      at,
      'request',
    );
    await setting.bringIn(
      key,
      'ID,氏名,メールアドレス,誕生日\nC1,山田,y@example.com,いつか\nC7,花子,hanako@example.com,1900-01-01\nC8,佐藤,s@example.com,\n',
    );
    await setting.bringIn('imports/contracts.csv', '契約ID,顧客ID\nK1,C1\nK2,C8\n');
    const records = await setting.tools.customers.getMany([
      ...['C1', 'C7', 'C8'].map((id) => ({ type: 'customer', id })),
      ...['K1', 'K2'].map((id) => ({ type: 'contract', id })),
    ]);
    expect([...records.keys()]).toEqual(['customer/C8', 'contract/K2']);
    expect(setting.notices).toMatchObject([
      { created: 1, rejected: 0, warnings: 2 },
      { created: 1, warnings: 1 },
    ]);
    const told = [...setting.errorFiles.values()].join();
    expect(told).toContain('消去を求めた方');
    for (const word of ['C1', 'C7', '山田', '花子', 'hanako', 'y@example.com', 'いつか'])
      expect(told).not.toContain(word);
  });
});

describe('dates that look made up', () => {
  const file = (birthdays: readonly string[]) =>
    ['ID,誕生日,契約終了日', ...birthdays.map((birthday, index) => `C${index},${birthday},2027-03-31`), ''].join('\n');
  const ordinary = Array.from({ length: 100 }, (_, index) => `${1950 + (index % 50)}-05-${10 + (index % 20)}`);

  test('are held out and told: defaults, the future, and one birthday too often, but no contract dates', async () => {
    const setting = anImport();
    await setting.bringIn(
      key,
      file(['1900-01-01', '2027-03-02', '2027-03-01', ...Array(60).fill('2000-01-02'), ...ordinary]),
    );
    const suspects = [
      { field: 'birthday', cause: 'default-date', value: '1900-01-01', records: 1 },
      { field: 'birthday', cause: 'future-birthday', records: 1 },
      { field: 'birthday', cause: 'same-birthday', value: '2000-01-02', records: 60 },
    ];
    expect(setting.notices).toMatchObject([{ rejected: 0, warnings: 62, suspects }]);
    expect((await setting.upload()).suspects).toEqual(suspects);
    const suspectsOf = async (id: string) => (await setting.tools.customers.get({ type: 'customer', id }))?.suspects;
    expect(await Promise.all(['C0', 'C1', 'C2', 'C3', 'C99'].map(suspectsOf))).toEqual([
      ['birthday'],
      ['birthday'],
      undefined,
      ['birthday'],
      undefined,
    ]);
    expect([...setting.errorFiles.values()].join()).toContain('2,誕生日,1900-01-01,【注意】');
  });

  test('are not told again once somebody has accepted them', async () => {
    const setting = anImport();
    await setting.bringIn(key, file(['1970-01-01']));
    await setting.tools.customers.acceptSuspect({ type: 'customer', id: 'C0' }, 'birthday', '1970-01-01', take);
    const later = '2027-03-02T00:00:00.000Z';
    await setting.bringIn(key, file(['1970-01-01']), later);
    expect(setting.notices[1]).toMatchObject({ unchanged: 1, warnings: 0 });
    expect(setting.notices[1]).not.toHaveProperty('suspects');
  });

  test.each([
    ['49 of few rows', 49, 0, undefined],
    ['50 of 1,000 rows', 50, 950, undefined],
    ['51 of 1,000 rows', 51, 949, 51],
  ])('%s with one birthday', async (_, same, others, records) => {
    const setting = anImport();
    const birthdays = Array.from({ length: others }, (_, index) => ordinary[index % 100] ?? '');
    await setting.bringIn(key, file([...Array(same).fill('2000-01-02'), ...birthdays]));
    expect((await setting.upload()).suspects?.[0]?.records).toBe(records);
  });
});

test('the handler imports what S3 names, and gives back only what it cannot read', async () => {
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  const { importEnv } = await import('../../lambda/functions/import/env.ts');
  for (const name of importEnv) vi.stubEnv(name, 'x');
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  const { createHandler } = await import('../../lambda/functions/import/handler.ts');
  const { tools, notices, put } = anImport();
  put('imports/100%+ customers/customers (1).csv', 'ID\nC1\n');
  const event = (key: string) => ({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: '2027-03-01T00:15:00Z',
    detail: { bucket: { name: 'b' }, object: { key, size: 5 } },
  });
  const message = (messageId: string, body: unknown) => ({ ...aMessage, messageId, body: JSON.stringify(body) });
  const answer = await createHandler(tools)(
    {
      Records: [
        message('m1', event('imports/100%+ customers/customers (1).csv')),
        message('m2', { kind: 'accept', type: 'customer', field: 'birthday', by: 's@example.jp', at }),
        message('m3', { no: 'event' }),
      ],
    },
    { getRemainingTimeInMillis: () => 900_000 },
  );
  expect(notices).toMatchObject([{ kind: 'imported', created: 1, rejected: 0 }]);
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m3']);
});

test('an upload whose last try has failed is said to, lets others go first, and asks before it is stored over a newer one when its message is redriven', async () => {
  const { importEnv } = await import('../../lambda/functions/import/env.ts');
  for (const name of importEnv) vi.stubEnv(name, 'x');
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  const { createHandler } = await import('../../lambda/functions/import/handler.ts');
  const { tools, put, upload, bringIn } = anImport();
  put(key, 'ID\nC1\n');
  const { fetch } = tools.files;
  tools.files.fetch = async () => Promise.reject(new Error('no answer'));
  const body = JSON.stringify({
    ...{ 'detail-type': 'Object Created', source: 'aws.s3', time: at },
    detail: { bucket: { name: 'b' }, object: { key, size: 5 } },
  });
  const tryFor = async (time: string) => {
    const attributes = { ...aMessage.attributes, ApproximateReceiveCount: time };
    const context = { getRemainingTimeInMillis: () => 900_000 };
    return createHandler(tools)({ Records: [{ ...aMessage, attributes, messageId: 'm1', body }] }, context);
  };
  expect((await tryFor('4')).batchItemFailures).toHaveLength(1);
  expect((await upload()).failedAt).toBeUndefined();
  expect((await tryFor('5')).batchItemFailures).toHaveLength(1);
  expect(await upload()).toMatchObject({ state: 'survey', failedAt: new Date(tools.clock.nowMs()).toISOString() });

  tools.files.fetch = fetch;
  const [otherKey, later] = ['imports/other/customers.csv', '2027-03-01T00:16:00.000Z'];
  await bringIn(otherKey, 'ID\nC2\n', later);
  expect((await upload(otherKey, later)).state).toBe('done');
  expect((await tryFor('1')).batchItemFailures).toEqual([]);
  const { state, failedAt, hold } = await upload();
  expect([state, failedAt, hold?.why]).toEqual(['held', undefined, ['newer-stored']]);
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
