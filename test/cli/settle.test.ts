import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { runFushime } from './run-fushime.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const day = '2027-03-15';
const ids = ['C1', 'C2', 'C3', 'C4', 'C5'];
const customers = customersCsv(ids.map((id) => aCustomerRow(id, { birthday: '2000-03-15' })));
const files = [anImportFile('customers.csv', customers)];

interface ListedOutcome {
  readonly id: string;
  readonly customer: string;
}

describe('fushime settle', () => {
  let served: ServedCloud;
  beforeAll(async () => {
    // SES never answers, and its events never come.
    const ses = { faults: () => ({ kind: 'drop-before' }) as const, carryEvents: () => [] };
    served = await aRunningCloud(day, files, [aBirthdayCampaign()], { ses });
    await served.runDay(day);
  });
  afterAll(() => served?.close());

  const list = async (...args: readonly string[]): Promise<readonly ListedOutcome[]> =>
    JSON.parse((await runFushime('settle', '--json', ...args)).stdout);
  const idOf = async (customer: string) => (await list()).find((each) => each.customer === customer)?.id ?? '';
  const outcomes = async () => {
    await served.cloud.drain();
    const rows = await readSendLog(served.cloud);
    return Object.fromEntries(rows.map(({ customer, state, reason }) => [customer, `${state} ${reason}`.trim()]));
  };

  it('lists the mails of unknown outcome', async () => {
    const { exitCode, stdout } = await runFushime('settle');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^id +customer +campaign +due +attempted +reason/);
    expect(stdout).toMatch(new RegExp(`C1 +birthday +${day} +${day} 09:00 +unknown-outcome`));
    expect((await list('--campaign', 'birthday', '--due', day)).map(({ customer }) => customer)).toEqual(ids);
    expect(await list('--campaign', 'other')).toEqual([]);
    expect(await list('--due', '2027-03-16')).toEqual([]);
  });

  it('takes one answer for one or several, and it counts once', async () => {
    const [first, second] = [await idOf('C1'), await idOf('C2')];
    const said = ['--went-out', '--by', '鈴木', '--comment', '電話で', '--yes'];
    const { exitCode, stdout } = await runFushime('settle', first, second, ...said, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(
      [first, second].map((id) => ({
        ...{ id, outcome: 'settled', state: 'sent', reason: 'went-out-by-person' },
        decision: { by: '鈴木', comment: '電話で' },
      })),
    );
    const again = await runFushime('settle', first, '--drop', '--yes');
    expect(again).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('no such mail is of unknown outcome') });
    expect(await outcomes()).toMatchObject({ C1: 'sent went-out-by-person', C2: 'sent went-out-by-person' });
  });

  it('drops one, and sends all others of a campaign and a day again', async () => {
    const { stdout } = await runFushime('settle', await idOf('C3'), '--drop', '--by', '鈴木', '--yes');
    expect(stdout).toContain('will not be sent, says 鈴木.');
    const before = (await readSendLog(served.cloud)).map(({ attempt }) => attempt);
    expect(before).toEqual([1, 1, 1, 1, 1]);
    const all = await runFushime('settle', '--campaign', 'birthday', '--due', day, '--again', '--yes');
    expect(all.exitCode).toBe(0);
    expect(all.stdout.match(/sent again/g)).toHaveLength(2);
    expect(await outcomes()).toMatchObject({ C3: 'cancelled dropped-by-person' });
    const after = (await readSendLog(served.cloud)).map(({ attempt }) => attempt);
    expect(after).toEqual([1, 1, 1, 2, 2]);
  });
});

it.each([
  [['--again', '--drop', 'abcd'], 'exclude each other'],
  [['abcd'], 'What became of them?'],
  [['--yes'], 'What became of them?'],
  [['--again', '--yes'], 'Which mails?'],
  [['abcd', '--again'], 'Without a terminal'],
  [['--due', 'today'], 'write it as 2027-03-14'],
  [['abcd', '--drop', '--yes', '--by', ' '], '--by NAME: Please enter your name.'],
])('fushime settle %j is wrong usage', async (args, why) => {
  const { exitCode, stdout, stderr } = await runFushime('settle', ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(why);
});
