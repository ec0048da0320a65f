import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanTable } from '../../cli/recovery/scan-table.ts';
import type { Item } from '../../lambda/adapters/dynamo/table.ts';
import { eventRecord } from '../../lambda/domain/events/event-record.ts';
import { aCampaignFile, aCustomerRow, aMarketingFile, anImportFile, customersCsv } from '../e2e/small-company.ts';
import { aFolder } from './a-folder.ts';
import { runFushime } from './run-fushime.ts';
import { aKeptState } from './stage/a-kept-state.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

const days = { from: '2027-03-14', to: '2027-03-16' };
const period = ['--from', days.from, '--to', days.to];
const ended = { contractEnd: '2027-04-15' };
const customers = customersCsv([
  aCustomerRow('C1', { birthday: '2000-03-14' }),
  aCustomerRow('C2', { birthday: '2000-03-15' }),
  aCustomerRow('C3', { birthday: '2000-03-15', ...ended }),
  aCustomerRow('C4', { birthday: '2000-03-15', stopped: 'はい', ...ended }),
  aCustomerRow('C5', { birthday: '2000-03-16' }),
]);
const download = { id: 'e2', event: 'document-downloaded', customer: 'C2', at: '2027-03-14T11:00:00+09:00', data: {} };
const events = [{ ...download, id: 'e1', customer: 'C1', at: '2027-03-14T10:00:00+09:00' }, download];
const files = [
  anImportFile('customers.csv', customers),
  anImportFile('events.jsonl', events.map((event) => JSON.stringify(event)).join('\n')),
];
const campaigns = [
  aMarketingFile('birthday', ['trigger: { every: year, on: customer.birthday }']),
  aCampaignFile('renewal', ['trigger: { before: customer.contractEnd, offsets: [P1M] }', 'approval: always']),
  aCampaignFile('thanks', ['trigger: { event: document-downloaded, delay: PT3H }']),
];

interface FindingJson {
  readonly kind: string;
  readonly severity: string;
  readonly campaign: string;
  readonly date: string;
  readonly sends: readonly { readonly customer: string; readonly key: string }[];
}

interface ProofJson {
  readonly counts: Readonly<Record<'broken' | 'open' | 'remark', number>>;
  readonly findings: readonly FindingJson[];
  readonly totals: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly open: readonly unknown[];
  readonly read: {
    readonly digest: string;
    readonly rows: number;
    readonly runs: number;
    readonly occurrences: number;
  };
}

async function prove(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly proof: ProofJson }> {
  const { exitCode, stdout } = await runFushime('prove', ...period, '--json', ...args);
  return { exitCode, proof: JSON.parse(stdout) };
}

/** What was found, in one line each: kind, campaign, day, customers. */
function found({ findings }: ProofJson): readonly string[] {
  return findings.map(({ kind, campaign, date, sends }) =>
    [kind, campaign, date, ...sends.map(({ customer }) => customer)].join(' '),
  );
}

const birthdayKey = (customer: string) => `birthday#customer/${customer}#2027#`;

let served: ServedCloud;
beforeAll(async () => {
  served = await aRunningCloud(days.from, files, campaigns);
  await served.runDay('2027-03-14');
  await served.runDay('2027-03-15');
  const listed: readonly { readonly id: string; readonly customer: string; readonly digest: string }[] = JSON.parse(
    (await runFushime('approve', '--json')).stdout,
  );
  for (const { id, customer, digest } of listed) {
    if (customer === 'C3') await runFushime('approve', id, '--digest', digest, '--by', '鈴木');
  }
  await served.cloud.drain();
  await served.runDay('2027-03-16');
});
afterAll(() => served?.close());

/** Changes one item of a table, or deletes it; afterwards it is as it was. */
async function planted<T>(
  variable: string,
  key: { readonly pk: string; readonly sk: string },
  change: (item: Item) => Item | undefined,
  look: () => Promise<T>,
): Promise<T> {
  const { dynamo } = served.cloud;
  const TableName = served.cloud.variable(variable);
  const items: Item[] = [];
  for await (const item of scanTable(dynamo, TableName)) if (item.pk === key.pk && item.sk === key.sk) items.push(item);
  const [before] = items;
  const after = change(before ?? { ...key });
  const Key = { pk: key.pk, sk: key.sk };
  if (after !== undefined) await dynamo.send(new PutCommand({ TableName, Item: after }));
  else await dynamo.send(new DeleteCommand({ TableName, Key }));
  try {
    return await look();
  } finally {
    if (before !== undefined) await dynamo.send(new PutCommand({ TableName, Item: before }));
    else await dynamo.send(new DeleteCommand({ TableName, Key }));
  }
}

const inRow = (customer: string, key: string, change: (item: Item) => Item | undefined) =>
  planted('SEND_LOG_TABLE', { pk: `customer#${customer}`, sk: key }, change, prove);

describe('a log to which nothing was done', () => {
  it('keeps every promise', async () => {
    const { exitCode, proof } = await prove();
    expect(found(proof).filter((line) => !line.startsWith('changed-since'))).toEqual([]);
    expect({ exitCode, counts: proof.counts }).toEqual({ exitCode: 0, counts: { broken: 0, open: 0, remark: 0 } });
    expect(proof.totals).toEqual({
      birthday: { delivered: 4, 'stopped:stop-flag': 1 },
      renewal: { delivered: 1, 'stopped:stop-flag': 1 },
      thanks: { delivered: 2 },
    });
    expect(proof.read).toMatchObject({ rows: 9, occurrences: 9, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is one report, as long as its rows stay what they are', async () => {
    const [one, two] = [(await prove()).proof.read.digest, (await prove()).proof.read.digest];
    expect(one).toBe(two);
    const { proof } = await inRow('C1', birthdayKey('C1'), (item) => ({ ...item, at: '2027-03-14T00:00:01.000Z' }));
    expect(proof.read.digest).not.toBe(one);
  });

  it('makes a report to be read and kept: ids only, and a verdict at its end', async () => {
    const out = join(await aFolder({}), 'report.txt');
    const { exitCode, stdout, stderr } = await runFushime('prove', ...period, '--out', out);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('約束違反はありません。');
    expect(stdout).toMatch(/birthday +4 +delivered +届きました/);
    expect(stdout).not.toMatch(/example\.com|山田|商店/);
    expect(stderr).toContain('birthday, 2027-03-14 – 2027-03-16…');
    expect(await readFile(out, 'utf8')).toBe(stdout);
  });
});

describe('what was done to a log', () => {
  it('a row that is gone is missed', async () => {
    const { exitCode, proof } = await inRow('C2', birthdayKey('C2'), () => undefined);
    expect(found(proof)).toEqual(['no-row birthday 2027-03-15 C2']);
    expect(proof.findings[0]).toMatchObject({ severity: 'broken', sends: [{ key: birthdayKey('C2') }] });
    expect(exitCode).toBe(1);
  });

  it('an event’s row that is gone is missed', async () => {
    const eventId = eventRecord({ ...download, source: '' }).id;
    const { exitCode, proof } = await inRow('C2', `thanks#customer/C2#${eventId}#`, () => undefined);
    expect(found(proof)).toEqual(['no-row thanks 2027-03-14 C2']);
    expect(exitCode).toBe(1);
  });

  it('a row that never was need not be there for a customer who came after the run', async () => {
    const key = { pk: 'customer#C2', sk: 'record' };
    const later = (item: Item) => ({ ...item, changedAt: '2027-03-15T12:00:00.000Z' });
    const { exitCode, proof } = await planted('CUSTOMERS_TABLE', key, later, () =>
      inRow('C2', birthdayKey('C2'), () => undefined),
    );
    expect(found(proof)).toEqual(['changed-since birthday 2027-03-15 C2']);
    expect(exitCode).toBe(0);
  });

  it('one message on two rows is a duplicate', async () => {
    let messageId = '';
    await inRow('C1', birthdayKey('C1'), (item) => {
      messageId = item.messageId;
      return item;
    });
    expect(messageId).not.toBe('');
    const { exitCode, proof } = await inRow('C5', birthdayKey('C5'), (item) => ({ ...item, messageId }));
    expect(found(proof)).toEqual(['same-message birthday 2027-03-16 C5 C1']);
    expect(exitCode).toBe(1);
  });

  it('two rows of one occurrence are a duplicate', async () => {
    const key = { pk: 'customer#C1', sk: 'birthday#customer/C1#2027-03-14#' };
    let twin: Item = {};
    await inRow('C1', birthdayKey('C1'), (item) => {
      twin = { ...item, messageId: 'another', ...key };
      return item;
    });
    const { exitCode, proof } = await planted('SEND_LOG_TABLE', key, () => twin, prove);
    expect(found(proof)).toEqual(['sent-twice birthday 2027-03-14 C1 C1']);
    expect(exitCode).toBe(1);
  });

  it('a mail after an opt-out broke a promise; after one that was taken back, or of a contract, it did not', async () => {
    const entry = (at: string, what = 'opt-out') => ({
      pk: 'customer#C5',
      sk: `ledger#${at}#${what}#marketing`,
      ...{ what, about: 'marketing', at, source: 'link' },
    });
    const no = entry('2027-03-15T01:00:00.000Z');
    const { exitCode, proof } = await planted('REFUSALS_TABLE', no, () => no, prove);
    expect(found(proof)).toEqual(['refused-and-mailed birthday 2027-03-16 C5']);
    expect(exitCode).toBe(1);
    const yes = entry('2027-03-15T02:00:00.000Z', 'opt-in');
    const takenBack = await planted(
      'REFUSALS_TABLE',
      no,
      () => no,
      () => planted('REFUSALS_TABLE', yes, () => yes, prove),
    );
    expect(takenBack).toMatchObject({ exitCode: 0, proof: { findings: [] } });
    const ofRenewal = { ...entry('2027-03-13T01:00:00.000Z'), pk: 'customer#C3' };
    const contract = await planted('REFUSALS_TABLE', ofRenewal, () => ofRenewal, prove);
    expect(found(contract.proof)).toEqual(['refused-and-mailed birthday 2027-03-15 C3']);
  });

  it.each([
    ['an unknown reason', 'birthday', 'C1', (item: Item) => ({ ...item, reason: 'because' }), 'unknown-word'],
    ['a mail without its approval', 'renewal', 'C3', ({ decisions, ...item }: Item) => item, 'no-approval'],
    [
      'an approval without its digest',
      'renewal',
      'C3',
      (item: Item) => ({ ...item, decisions: [{ ...item.decisions[0], digest: '' }] }),
      'no-approval',
    ],
    [
      'a mail that left too early',
      'birthday',
      'C1',
      (item: Item) => ({ ...item, sentAt: '2027-03-13T23:50:00.000Z' }),
      'sent-early',
    ],
    [
      'a mail that left too late',
      'birthday',
      'C1',
      (item: Item) => ({ ...item, sentAt: '2027-03-18T00:00:00.000Z' }),
      'sent-late',
    ],
    [
      'a mail of a version that is gone',
      'birthday',
      'C1',
      (item: Item) => ({ ...item, version: 'v0' }),
      'version-missing',
    ],
    ['a mail without its attempt', 'birthday', 'C1', ({ sentAt, ...item }: Item) => item, 'no-attempt'],
    [
      'a person without a name',
      'birthday',
      'C1',
      (item: Item) => ({ ...item, state: 'cancelled', reason: 'dropped-by-person' }),
      'no-person',
    ],
    [
      'a claim that nobody settled',
      'birthday',
      'C1',
      (item: Item) => ({ ...item, state: 'sending', messageId: '' }),
      'overdue',
    ],
  ])('%s is found', async (_, campaign, customer, change, kind) => {
    const key = campaign === 'renewal' ? 'renewal#customer/C3#2027-04-15#P1M' : birthdayKey(customer);
    const { exitCode, proof } = await inRow(customer, key, change);
    expect(found(proof)).toEqual([`${kind} ${campaign} ${proof.findings[0]?.date} ${customer}`]);
    expect(proof.findings[0]).toMatchObject({ severity: 'broken', sends: [{ customer, key }] });
    expect(exitCode).toBe(1);
  });

  it('what is unclear, and repeated attempts, are told and break no promise', async () => {
    const unclear = await inRow('C1', birthdayKey('C1'), (item) => ({
      ...item,
      state: 'uncertain',
      reason: 'unknown-outcome',
      attempt: 2,
    }));
    expect(found(unclear.proof)).toEqual([
      'uncertain birthday 2027-03-14 C1',
      'several-attempts birthday 2027-03-14 C1',
    ]);
    expect(unclear.proof.open).toMatchObject([
      { campaign: 'birthday', outcome: 'uncertain:unknown-outcome', count: 1 },
    ]);
    expect(unclear.exitCode).toBe(0);
  });

  it('one address under two ids is a remark, by ids', async () => {
    const [record] = [{ pk: 'customer#C3', sk: 'record' }];
    const same = (item: Item) => ({ ...item, fields: { ...item.fields, email: 'C2@example.com' } });
    const { exitCode, proof } = await planted('CUSTOMERS_TABLE', record, same, prove);
    expect(found(proof)).toEqual(['same-address birthday 2027-03-15 C3 C2']);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['not drained', ({ drainedAt, ...item }: Item) => item, ['run-undrained birthday 2027-03-15']],
    ['not planned to its end', ({ plannedAt, ...item }: Item) => item, ['run-unplanned birthday 2027-03-15']],
    ['that is not there', () => undefined, ['run-missing birthday 2027-03-15']],
  ])('a run %s is found', async (_, change, lines) => {
    const key = { pk: 'campaign#birthday', sk: 'run#2027-03-15' };
    const { exitCode, proof } = await planted('CAMPAIGNS_TABLE', key, change, prove);
    expect(found(proof)).toEqual(lines);
    expect(exitCode).toBe(1);
  });

  it('a row that a person dropped with its run needs no name of its own', async () => {
    const run = { pk: 'campaign#birthday', sk: 'run#2027-03-14' };
    const dropped = (item: Item) => ({ ...item, state: 'cancelled', reason: 'dropped-by-person' });
    const by = (name: string) =>
      planted(
        'CAMPAIGNS_TABLE',
        run,
        (item) => ({
          ...item,
          decision: { decision: 'dropped', by: name, comment: '', at: '2027-03-14T01:00:00.000Z' },
        }),
        () => inRow('C1', birthdayKey('C1'), dropped),
      );
    expect(found((await by('鈴木')).proof)).toEqual([]);
    expect(found((await by('')).proof)).toEqual(['no-person birthday 2027-03-14 C1', 'no-person birthday 2027-03-14']);
  });

  it('the report says what was broken and what to do', async () => {
    const { stdout } = await planted(
      'SEND_LOG_TABLE',
      { pk: 'customer#C2', sk: birthdayKey('C2') },
      () => undefined,
      () => runFushime('prove', ...period),
    );
    expect(stdout).toContain('[約束違反] 送信予定日を迎えたのに、送信ログに行がありません (no-row: 1)');
    expect(stdout).toContain(`  2027-03-15  birthday  C2 ${birthdayKey('C2')}  startedAt=`);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('約束違反が1件あります。');
  });
});

// The local cloud is started three times.
it('a kept state is checked as it was left', { timeout: 180_000 }, async () => {
  const state = await aKeptState(days.from, files, campaigns);
  try {
    await state.runDay('2027-03-14');
    const one = ['--from', '2027-03-14', '--to', '2027-03-14', '--state', state.dir];
    const { exitCode, stdout } = await runFushime('prove', ...one, '--json');
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 0, read: { rows: 3 }, findings: [] });
  } finally {
    await state.remove();
  }
});

describe('fushime prove, asked wrongly', () => {
  it.each([
    [['--from', '2027-03-14'], '--to'],
    [['--from', '2027-03-14', '--to', '2027-03-13'], '--to is before --from'],
    [['--from', 'yesterday', '--to', '2027-03-14'], 'A date looks like'],
  ])('%j is answered with exit code 2', async (args, why) => {
    const { exitCode, stdout, stderr } = await runFushime('prove', ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});
