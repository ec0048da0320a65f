import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { runFushime } from './run-fushime.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const birthday = '2027-03-14';
const born = { birthday: '2000-03-14' };
const shared = 'family@example.com';
const moved = aCustomerRow('C4', { ...born, email: shared });
const customers = [
  aCustomerRow('C1', { ...born, email: shared }),
  aCustomerRow('C2', { ...born, email: shared.toUpperCase() }),
  aCustomerRow('C3', { ...born, name: '=cmd' }),
  moved,
];

let served: ServedCloud;
beforeAll(async () => {
  const data = [
    anImportFile('customers.csv', customersCsv(customers)),
    // C4 has moved since: a file under another name, so that both are taken in.
    anImportFile('顧客マスタ.csv', customersCsv([{ ...moved, email: 'moved@example.com' }])),
  ];
  served = await aRunningCloud(birthday, data, [aBirthdayCampaign()]);
  await served.runDay(birthday);
});
afterAll(() => served?.close());

const log = (...args: readonly string[]) => runFushime('log', ...args);
interface Line {
  readonly customer: string;
  readonly address: string;
}

describe('fushime log', () => {
  it('answers “two mails came” with every customer that has or had the address, and which mails went to it', async () => {
    const { exitCode, stdout } = await log('--email', 'Family@Example.com', '--json');
    const answer = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(answer.customers.map(({ customer }: Line) => customer)).toEqual(['C1', 'C2', 'C4']);
    expect(answer.rows.map(({ customer, address }: Line) => `${customer} ${address}`).sort()).toEqual([
      ...['C1 this', 'C2 this', 'C4 another'],
    ]);
    expect(answer.severalOnADay).toEqual([{ day: birthday, mails: 2 }]);
    const { stdout: text } = await log('--email', shared);
    expect(text).toContain('2027-03-14 に2通：顧客 C1・キャンペーン birthday／顧客 C2・キャンペーン birthday。');
    expect(text).toContain('届きました');
    expect(text).not.toContain('family@');
  });

  it('tells of one customer, or of a campaign’s day, with the reasons in words', async () => {
    const ofCustomer = JSON.parse((await log('--customer', 'C3', '--json')).stdout);
    expect(ofCustomer.rows).toMatchObject([
      { customer: 'C3', campaign: 'birthday', state: 'delivered', inWords: '届きました' },
    ]);
    const ofCampaign = JSON.parse((await log('--campaign', 'birthday', '--json')).stdout);
    expect(ofCampaign.rows).toHaveLength(4);
    const none = await log('--campaign', 'birthday', '--outcome', 'skipped');
    expect(none).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('該当するメールはありません') });
    expect((await log('--customer', 'C3', '--to', '2027-03-13')).stdout).toContain('該当するメールはありません');
  });

  it('says plainly that nobody has an address', async () => {
    const { exitCode, stdout } = await log('--email', 'nobody@example.com');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'このアドレスの顧客はいません（以前のアドレスも含みます）。\n該当するメールはありません。\n',
    });
  });

  it('writes a table for Excel', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'fushime-test-'));
    await log('--email', shared, '--csv', join(dir, 'log.csv'));
    const text = await readFile(join(dir, 'log.csv'), 'utf8');
    await rm(dir, { recursive: true });
    expect(text.startsWith('\ufeff期日,送信,顧客ID')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(4);
  });

  it.each([
    [[], 'Whose mails?'],
    [['--customer', 'C1', '--email', shared], 'either --customer'],
    [['--email', 'nobody'], 'no mail address'],
    [['--customer', 'C1', '--from', '2027-03-15', '--to', '2027-03-14'], '--to is before --from'],
    [['--customer', 'C1', '--outcome', 'gone'], 'One of planned'],
  ])('%j is answered with exit code 2', async (args, why) => {
    const { exitCode, stdout, stderr } = await log(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});
