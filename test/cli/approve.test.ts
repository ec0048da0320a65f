import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { runFushime } from './run-fushime.ts';
import { aKeptState } from './stage/a-kept-state.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const day = '2027-03-15';
const born = { birthday: '2000-03-15' };
const files = [
  anImportFile(
    'customers.csv',
    customersCsv(['C1', 'C2', 'C3'].map((id) => aCustomerRow(id, { ...born, name: `${id}様` }))),
  ),
];
const settings = ['trigger: { every: year, on: customer.birthday }', 'approval: always', 'replyTo: owner'];
const campaigns = [aCampaignFile('birthday', settings, '<p>{{name}} おめでとうございます</p>')];

interface ListedRequest {
  readonly id: string;
  readonly customer: string;
  readonly digest: string;
}

async function listed(...args: readonly string[]): Promise<readonly ListedRequest[]> {
  const { exitCode, stdout } = await runFushime('approve', '--json', ...args);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('fushime approve', () => {
  let served: ServedCloud;
  beforeAll(async () => {
    served = await aRunningCloud(day, files, campaigns);
    await served.runDay(day);
  });
  afterAll(() => served?.close());

  const requestOf = async (customer: string): Promise<ListedRequest> => {
    const request = (await listed()).find((each) => each.customer === customer);
    if (request === undefined) throw new Error(`Nothing waits for ${customer}`);
    return request;
  };
  const stateOf = async (customer: string) => {
    await served.cloud.drain();
    return (await readSendLog(served.cloud)).find((row) => row.customer === customer);
  };

  it('lists what waits', async () => {
    const { stdout, exitCode } = await runFushime('approve');
    const { id } = await requestOf('C1');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^id +customer +campaign +subject +due +approver +until/);
    expect(stdout).toMatch(new RegExp(`${id} +C1様 \\(C1\\) +birthdayの案内 +C1様様へ +${day} .*2027-03-18 23:59`));
  });

  it('shows the mail as it would leave', async () => {
    const { id, digest } = await requestOf('C1');
    const { exitCode, stdout } = await runFushime('approve', id, '--show');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('To:       C1様 <c1@example.com>');
    expect(stdout).toContain('Reply-To: 佐藤 <sato@minamo-coffee.example.jp>');
    expect(stdout).toContain('Subject:  C1様様へ');
    expect(stdout).toContain('C1様 おめでとうございます');
    expect(stdout).toContain(`Digest: ${digest}`);
    const [shown] = JSON.parse((await runFushime('approve', id, '--show', '--json')).stdout);
    expect(shown).toMatchObject({
      id,
      digest,
      state: 'awaiting-approval',
      mail: { to: { address: 'c1@example.com' } },
    });
  });

  it('lets the mail that was seen leave, once', async () => {
    const { id, digest } = await requestOf('C1');
    const args = ['approve', id, '--by', '鈴木', '--comment', 'よし', '--digest', digest, '--json'];
    const { exitCode, stdout } = await runFushime(...args);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ id, outcome: 'decided', customer: 'C1', decision: { by: '鈴木' } }]);
    expect(await stateOf('C1')).toMatchObject({
      state: 'delivered',
      decisions: [{ decision: 'approved', by: '鈴木', comment: 'よし', digest }],
    });
    const again = await runFushime(...args);
    expect(again.exitCode).toBe(1);
    expect(JSON.parse(again.stdout)).toEqual([{ id, outcome: 'unknown' }]);
    const mails = await Promise.all(served.cloud.mails().map(({ raw }) => PostalMime.parse(raw)));
    expect(mails.filter(({ to }) => to?.[0]?.address === 'c1@example.com')).toHaveLength(1);
  });

  it('rejects, and no mail leaves', async () => {
    const { id, digest } = await requestOf('C2');
    const { exitCode, stdout } = await runFushime('approve', id, '--reject', '--by', '鈴木', '--digest', digest);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${id}: rejected by 鈴木.`);
    expect(await stateOf('C2')).toMatchObject({ state: 'rejected', reason: 'approval-rejected' });
  });

  it('does not take one mail’s digest for another', async () => {
    const { id } = await requestOf('C3');
    const { exitCode, stdout } = await runFushime('approve', id, '--digest', 'seen-elsewhere');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('no longer the one that was shown');
    expect(await stateOf('C3')).toMatchObject({ state: 'awaiting-approval' });
  });
});

it('fushime approve works on a kept state: what follows has happened when it ends', async () => {
  const state = await aKeptState(day, files, campaigns);
  try {
    await state.runDay(day);
    const [first] = await listed('--state', state.dir);
    const { id = '', digest = '', customer = '' } = first ?? {};
    const { exitCode } = await runFushime('approve', id, '--digest', digest, '--state', state.dir);
    expect(exitCode).toBe(0);
    await state.inside(async (cloud) => {
      const rows = await readSendLog(cloud);
      expect(rows.find((row) => row.customer === customer)).toMatchObject({ state: 'delivered' });
      expect(cloud.cards().length).toBeGreaterThan(0);
    });
  } finally {
    await state.remove();
  }
});

it.each([
  [['--reject'], 'Which request?'],
  [['--show'], 'Which request?'],
  [['abcd1234', '--show', '--reject'], '--show decides nothing'],
  [['abcd1234', 'abcd5678', '--digest', 'd'], 'give one id'],
  [['abcd1234'], 'Without a terminal'],
  [['abcd1234', '--by', ' ', '--digest', 'd'], '--by NAME: Please enter your name.'],
  [['abcd1234', '--digest', 'd', '--comment', 'x'.repeat(501)], '--comment TEXT: '],
])('fushime approve %j is wrong usage', async (args, why) => {
  const { exitCode, stdout, stderr } = await runFushime('approve', ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(why);
});

it.each(['approve', 'optout'])('fushime %s explains itself', async (name) => {
  const { exitCode, stdout } = await runFushime(name, '--help');
  expect(exitCode).toBe(0);
  for (const option of ['--stage <name>', '--state <dir>', '--json']) expect(stdout).toContain(option);
});
