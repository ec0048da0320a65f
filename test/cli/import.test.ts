import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { aCustomerRow, anImportFile, customersCsv, mailOf } from '../e2e/small-company.ts';
import { aFolder } from './a-folder.ts';
import { runFushime } from './run-fushime.ts';
import { aKeptState } from './stage/a-kept-state.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const day = '2027-03-15';
const ids = Array.from({ length: 10 }, (_, n) => `C${n + 1}`);
const rows = ids.map((id) => aCustomerRow(id));

describe('fushime import, against a running local cloud', () => {
  let served: ServedCloud;
  beforeAll(async () => {
    served = await aRunningCloud(day, [anImportFile('customers.csv', customersCsv(rows))], []);
  });
  afterAll(() => served?.close());

  const aFile = async (name: string, text: string) => {
    const dir = await aFolder({});
    await writeFile(join(dir, name), text);
    return join(dir, name);
  };

  it('brings a file with a Japanese name in, and the same file again changes nothing', async () => {
    const file = await aFile('顧客マスタ.csv', customersCsv([...rows, aCustomerRow('C11')]));
    const first = await runFushime('import', file);
    expect(first).toMatchObject({
      ...{ exitCode: 0, stdout: '顧客マスタ.csv: 11 rows: 1 new, 0 updated, 10 unchanged, none rejected.\n' },
    });
    const second = await runFushime('import', file, '--json');
    expect(second.exitCode).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject([
      { file: '顧客マスタ.csv', state: 'done', type: 'customer', counts: { created: 0, updated: 0, unchanged: 11 } },
    ]);
  });

  it('tells rows that are rejected and dates that look made up, lists all that is wrong, and exits with 1', async () => {
    const bad = [
      ...Array.from({ length: 12 }, (_, n) => aCustomerRow(`X${n}`, { birthday: 'いつか' })),
      ...[aCustomerRow('C20', { birthday: '1900/1/1' }), aCustomerRow('C21', { birthday: '2090-05-06' })],
    ];
    const files = [await aFile('customers.csv', customersCsv(bad)), await aFile('customers 2.csv', customersCsv(bad))];
    const errors = join(await aFolder({}), 'errors.csv');
    const { exitCode, stdout } = await runFushime('import', ...files, '--errors', errors);
    expect(exitCode).toBe(1);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('customers.csv: 14 rows: 2 new, 0 updated, 0 unchanged, 12 rejected, 2 to look at.');
    expect(stdout).toContain('  birthday 1900-01-01 (1): what systems write where there is no date');
    expect(stdout).toContain('  birthday in the future (1): birthdays in the future');
    expect(stdout).toContain('  to see and accept them:  fushime suspects --type customer');
    expect(lines.filter((line) => /^customers\.csv:\d+: 誕生日: /.test(line))).toHaveLength(10);
    expect(stdout).toContain(`All that is wrong with the rows is listed in ${errors}`);
    const listed = (await readFile(errors, 'utf8')).trim().split('\r\n');
    expect(listed).toHaveLength(1 + 14 + 14);
    expect(listed.filter((line) => line.includes('ファイル,行'))).toHaveLength(1);
  });

  it('lists the dates that look made up, and accepts them', async () => {
    const list = await runFushime('suspects', '--json');
    expect(JSON.parse(list.stdout)).toMatchObject([
      {
        ...{ type: 'customer', isMore: false },
        groups: [
          { field: 'birthday', cause: 'default-date', value: '1900-01-01', records: 1, ids: ['C20'] },
          { field: 'birthday', cause: 'future-birthday', records: 1, ids: ['C21'] },
        ],
      },
    ]);
    expect((await runFushime('suspects')).stdout).toMatch(
      /customer\.birthday=1900-01-01 +1 +what systems write .* +C20/,
    );
    const accepted = await runFushime('suspects', '--accept', 'customer.birthday=future', '--by', '佐藤');
    expect(accepted.exitCode).toBe(0);
    expect(accepted.stdout).toContain('Accepted by 佐藤: customer.birthday=future, 1 record.\n');
    await served.cloud.drain();
    expect((await runFushime('suspects', '--accept', 'customer.birthday=future')).exitCode).toBe(1);
    expect((await runFushime('suspects', '--accept', '顧客.birthday=1900-01-01', '--json')).stdout).toContain(
      '"records": 1',
    );
    await served.cloud.drain();
    expect((await runFushime('suspects', '--type', 'customer')).stdout).toBe('No date looks made up.\n');
  });

  it('tells who accepted a date of a customer, and when', async () => {
    const ofC21 = await runFushime('suspects', '--customer', 'C21');
    expect(ofC21.stdout).toMatch(
      /customer\/C21 +birthday +\d{4}-\d\d-\d\d +yes: accepted by 佐藤 on 2027-03-14 at 23:59/,
    );
    const json = await runFushime('suspects', '--customer', 'C21', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      customer: 'C21',
      dates: [{ type: 'customer', id: 'C21', field: 'birthday', accepted: { by: '佐藤' } }],
    });
    const exported = JSON.parse((await runFushime('export', '--customer', 'C21')).stdout);
    expect(exported.profile.fields).toContainEqual(
      expect.objectContaining({ field: 'birthday', accepted: { by: '担当者・承認者', at: expect.any(String) } }),
    );
    expect((await runFushime('suspects', '--customer', 'C1')).stdout).toBe('No date of this customer looks made up.\n');
    const nobody = await runFushime('suspects', '--customer', 'nobody');
    expect(nobody).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There is no customer "nobody".') });
  });

  it('leaves a file that would change many names waiting, to be dropped or taken in by a person', async () => {
    const shifted = customersCsv(ids.map((id, n) => aCustomerRow(id, { email: mailOf(ids[n + 1] ?? 'C1') })));
    const held = await runFushime('import', await aFile('customers.csv', shifted));
    expect(held.exitCode).toBe(1);
    expect(held.stdout).toContain('10 of 10 known customers (100%) would get another name, company or address.');
    const keyIn = (text: string) => /--take (\S+)/.exec(text)?.[1] ?? '';
    const key = keyIn(held.stdout);
    expect((await runFushime('import', '--held')).stdout).toContain(key);
    const dropped = await runFushime('import', '--drop', key, '--by', '佐藤');
    expect(dropped).toMatchObject({ exitCode: 0, stdout: 'customers.csv: dropped by 佐藤. Nothing was stored.\n' });
    const late = await runFushime('import', '--take', key);
    expect(late).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('It was dropped before, by 佐藤.') });

    const again = keyIn((await runFushime('import', await aFile('customers.csv', shifted))).stdout);
    const taken = await runFushime('import', '--take', again, '--json');
    expect(taken.exitCode).toBe(0);
    expect(JSON.parse(taken.stdout)).toMatchObject([{ state: 'done', counts: { updated: 10 } }]);
    expect((await runFushime('import', '--held')).stdout).toBe('No file waits for a person.\n');
  });

  it('removes with --full what the file lacks: many only with --yes', async () => {
    const few = await aFile('customers.csv', customersCsv(rows.slice(0, 5)));
    const held = await runFushime('import', few, '--full');
    expect(held.stdout).toMatch(/\d+ of \d+ stored records \(\d+(\.\d)?%\) are not in this file and would be removed/);
    const { exitCode, stdout } = await runFushime('import', few, '--full', '--yes');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('would get another name, company or address')]);
  });
});

it('brings a file into a kept state', async () => {
  const state = await aKeptState(day, [anImportFile('customers.csv', customersCsv(rows))], []);
  onTestFinished(state.remove);
  const dir = await aFolder({ 'customers.csv': customersCsv([aCustomerRow('C30'), ...rows]) });
  const { exitCode, stdout } = await runFushime('import', join(dir, 'customers.csv'), '--state', state.dir);
  expect({ exitCode, stdout }).toEqual({
    ...{ exitCode: 0, stdout: 'customers.csv: 11 rows: 1 new, 0 updated, 10 unchanged, none rejected.\n' },
  });
});

it.each([
  [[], 'Which files?'],
  [['x.csv', '--held'], 'exclude each other'],
  [['--take', 'a', '--drop', 'b'], 'exclude each other'],
  [['x.csv', '--yes'], '--yes goes with --full'],
  [['--held', '--full'], '--full goes with files'],
  [['--take', 'a', '--by', ' '], '--by NAME'],
])('fushime import %j is wrong usage', async (args, why) => {
  const { exitCode, stdout, stderr } = await runFushime('import', ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(why);
});

it.each([
  [['--accept', 'customer.birthday=soon'], 'customer.birthday'],
  [['--accept', 'customer.name=1900-01-01'], 'Dates: customer.birthday'],
  [['--accept', 'nothing.date=future'], 'There is no type "nothing"'],
  [['--type', 'nothing'], 'There is no type "nothing"'],
  [['--by', '佐藤'], '--by needs --accept'],
  [['--customer', 'C1', '--accept', 'customer.birthday=future'], 'exclude each other'],
  [['--type', 'customer', '--accept', 'customer.birthday=future'], 'exclude each other'],
])('fushime suspects %j is wrong usage', async (args, why) => {
  const state = await aKeptState(day, [], []);
  onTestFinished(state.remove);
  const { exitCode, stdout, stderr } = await runFushime('suspects', ...args, '--state', state.dir);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(why);
});
