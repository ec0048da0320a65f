import { expect, test } from 'vitest';
import { type SendRef, sendName } from '../../../lambda/domain/send-log/send-row.ts';
import type { Page } from '../../../lambda/ports.ts';
import { describeStores } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';

const at = '2027-03-14T00:01:00.000Z';

async function readAll(page: (cursor?: string) => Promise<Page<SendRef>>): Promise<readonly string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, ...next } = await page(cursor);
    names.push(...items.map(sendName));
    cursor = next.cursor;
  } while (cursor !== undefined);
  return names;
}

describeStores('the send log', (stores) => {
  test('a row comes back as it was written, and nothing else is there', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ path: { program: 'P#1', enrolment: 'E1' }, offset: 'P3M', reason: 'missing-value:name' });
    expect(await log.insert(row)).toBeUndefined();
    expect(await log.get(row)).toEqual(row);
    expect(await log.get({ customer: row.customer, key: 'birthday#customer/C0001#2028#' })).toBeUndefined();
    const both = await log.getMany([row, row, { customer: 'C9', key: row.key }]);
    expect(both).toEqual(new Map([[sendName(row), row]]));
  });

  test('an occurrence has one row for ever: whoever comes second gets the first', async () => {
    const log = await stores.sendLog(aClock());
    const first = aSend({ state: 'skipped', reason: 'no-consent' });
    await log.insert(first);
    expect(await log.insert(aSend({ version: 'v2' }))).toEqual(first);
    expect(await log.get(first)).toEqual(first);
  });

  test('of many writers at once exactly one writes', async () => {
    const log = await stores.sendLog(aClock());
    const versions = Array.from({ length: 10 }, (_, n) => `v${n}`);
    const answers = await Promise.all(versions.map((version) => log.insert(aSend({ version }))));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
  });

  test('of many senders at once exactly one claims', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend();
    await log.insert(row);
    const claim = { state: 'sending', reason: '', at, sentAt: at } as const;
    const claims = await Promise.all(Array.from({ length: 10 }, () => log.move(row, ['planned'], claim)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await log.get(row)).toEqual({ ...row, state: 'sending', at, attempt: 1, sentAt: at });
  });

  test('a move after an attempt that another one has followed changes nothing', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend();
    await log.insert(row);
    const claim = { state: 'sending', reason: '', at, sentAt: at, afterAttempt: row.attempt } as const;
    expect(await log.move(row, ['planned'], claim)).toBe(true);
    await log.move(row, ['sending'], { state: 'planned', reason: '', at });
    expect(await log.move(row, ['planned'], claim)).toBe(false);
    expect(await log.get(row)).toEqual({ ...row, at, attempt: 1, sentAt: at });
    expect(await log.move(row, ['planned'], { ...claim, afterAttempt: 1 })).toBe(true);
    expect(await log.get(row)).toEqual({ ...row, state: 'sending', at, attempt: 2, sentAt: at });
  });

  test('a move meant for one due day changes nothing on another', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend();
    await log.insert(row);
    const held = { state: 'waiting', reason: 'quota', at } as const;
    expect(await log.move(row, ['planned'], { ...held, whileDueOn: '2026-01-01' })).toBe(false);
    expect(await log.get(row)).toEqual(row);
    expect(await log.move(row, ['planned'], { ...held, whileDueOn: row.dueOn })).toBe(true);
    expect(await log.get(row)).toEqual({ ...row, ...held });
  });

  test('a move sets what it brings and leaves the rest', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend();
    await log.insert(row);
    await log.move(row, ['planned'], { state: 'sending', reason: '', at, sentAt: at, version: 'v2' });
    await log.move(row, ['sending'], { state: 'waiting', reason: 'quota', at, notBefore: '2027-03-14T01:00:00Z' });
    await log.move(row, ['waiting', 'stopped'], { state: 'planned', reason: '', at, path: { contract: 'K1' } });
    await log.move(row, ['planned'], { state: 'sending', reason: '', at, sentAt: at });
    const done = { state: 'sent', reason: '', at: '2027-03-14T00:02:00.000Z', messageId: 'm-1' } as const;
    expect(await log.move(row, ['sending'], done)).toBe(true);
    expect(await log.get(row)).toEqual({
      ...row,
      ...done,
      version: 'v2',
      path: { contract: 'K1' },
      attempt: 2,
      sentAt: at,
    });
  });

  test('a row in another state, or no row, does not move', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'skipped', reason: 'no-consent' });
    await log.insert(row);
    expect(await log.move(row, ['planned'], { state: 'sending', reason: '', at })).toBe(false);
    expect(await log.get(row)).toEqual(row);
    const nowhere = { customer: 'C9', key: row.key };
    expect(await log.move(nowhere, ['planned'], { state: 'sending', reason: '', at })).toBe(false);
    const elsewhen = { state: 'planned', reason: '', at, dueOn: '2027-03-20' } as const;
    expect(await log.move(nowhere, ['skipped'], elsewhen)).toBe(false);
    expect(await log.get(nowhere)).toBeUndefined();
  });

  test('a move that the transition table does not know is a mistake of the program', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend();
    await log.insert(row);
    await expect(log.move(row, ['planned', 'sent'], { state: 'sending', reason: '', at })).rejects.toThrow(TypeError);
    await expect(log.move(row, [], { state: 'sending', reason: '', at })).rejects.toThrow(TypeError);
    expect((await log.get(row))?.state).toBe('planned');
  });

  test("a customer's rows are found by how their key begins", async () => {
    const log = await stores.sendLog(aClock());
    const keys = [
      'birthday#customer/C0001#2026#',
      'birthday#customer/C0001#2027#',
      'birthday-week#customer/C0001#2027#',
    ];
    for (const key of keys) await log.insert(aSend({ key }));
    await log.insert(aSend({ customer: 'C0002' }));
    expect((await log.ofCustomer('C0001', 'birthday#')).map(({ key }) => key)).toEqual(keys.slice(0, 2));
    expect((await log.ofCustomer('C0001', '')).map(({ key }) => key).sort()).toEqual([...keys].sort());
    expect(await log.ofCustomer('C0003', 'birthday#')).toEqual([]);
  });

  test("a run's rows are paged through, each once, whoever they are for", async () => {
    const log = await stores.sendLog(aClock());
    const rows = Array.from({ length: 23 }, (_, n) => aSend({ customer: `C${n}#${n % 3}` }));
    for (const row of rows) await log.insert(row);
    await log.insert(aSend({ customer: 'other', campaign: 'letter' }));
    await log.insert(aSend({ customer: 'later', dueOn: '2027-03-15' }));
    const names = await readAll((cursor) => log.byRun('birthday', '2027-03-14', cursor));
    expect([...names].sort()).toEqual(rows.map(sendName).sort());
    expect(await readAll((cursor) => log.byRun('birthday', '2027-03-16', cursor))).toEqual([]);
  });

  test('a run of a single row shows it on its first page, whoever it is for', async () => {
    const log = await stores.sendLog(aClock());
    for (let day = 10; day < 20; day++) {
      const row = aSend({ customer: `C${day}`, dueOn: `2027-05-${day}` });
      await log.insert(row);
      expect((await log.byRun('birthday', row.dueOn)).items.map(sendName)).toEqual([sendName(row)]);
    }
  });

  test('a row whose day changed belongs to the run of its new day', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'skipped', reason: 'date-changed' });
    await log.insert(row);
    const moved = { state: 'planned', reason: '', at, dueOn: '2027-04-02' } as const;
    expect(await log.move(row, ['skipped'], moved)).toBe(true);
    expect(await readAll((cursor) => log.byRun('birthday', '2027-03-14', cursor))).toEqual([]);
    expect(await readAll((cursor) => log.byRun('birthday', '2027-04-02', cursor))).toEqual([sendName(row)]);
    expect((await log.get(row))?.dueOn).toBe('2027-04-02');
  });

  test('only rows that wait and whose time has come are offered again, longest due first', async () => {
    const log = await stores.sendLog(aClock());
    const send = (customer: string, state: 'waiting' | 'awaiting-approval' | 'planned') => aSend({ customer, state });
    await log.insert(send('C1', 'waiting'), '2027-03-14T03:00:00.000Z');
    await log.insert(send('C2', 'awaiting-approval'), '2027-03-14T01:00:00Z');
    await log.insert(send('C3', 'waiting'), '2027-03-14T09:00:00.000Z');
    await log.insert(send('C4', 'planned'), '2027-03-14T01:00:00.000Z');
    await log.insert(send('C5', 'waiting'), '2027-03-14T11:30:00+09:00');
    await log.insert(send('C6', 'waiting'));
    const waiting = (until: string) => readAll((cursor) => log.waiting(until, cursor));
    const customers = async (until: string) => (await waiting(until)).map((name) => name.slice(0, 2));
    expect(await customers('2027-03-14T03:00:00Z')).toEqual(['C6', 'C2', 'C5', 'C1']);
    expect(await customers('2027-03-14T02:59:59.999Z')).toEqual(['C6', 'C2', 'C5']);
  });

  test('a row that stopped waiting is offered no more, one that began to wait is', async () => {
    const log = await stores.sendLog(aClock());
    const [one, other] = [aSend({ customer: 'C1', state: 'waiting' }), aSend({ customer: 'C2' })];
    await log.insert(one);
    await log.insert(other);
    const waiting = () => readAll((cursor) => log.waiting('2027-03-15T00:00:00.000Z', cursor));
    expect(await waiting()).toEqual([sendName(one)]);
    await log.move(one, ['waiting'], { state: 'planned', reason: '', at });
    await log.move(other, ['planned'], { state: 'waiting', reason: 'paused', at });
    expect(await waiting()).toEqual([sendName(other)]);
    const approval = { state: 'awaiting-approval', reason: '', at, notBefore: '2027-03-20T00:00:00.000Z' } as const;
    await log.move(other, ['waiting'], approval);
    expect(await waiting()).toEqual([]);
    await log.move(other, ['awaiting-approval'], { state: 'expired', reason: 'approval-expired', at });
    expect(await readAll((cursor) => log.waiting('2028-01-01T00:00:00.000Z', cursor))).toEqual([]);
  });

  test('800 days after its day a row is forgotten, and its occurrence may have a new one', async () => {
    const clock = aClock();
    const log = await stores.sendLog(clock);
    const row = aSend({ state: 'skipped' });
    await log.insert(row);
    clock.set('2029-05-21T23:59:59.999Z');
    expect(await log.insert(aSend())).toEqual(row);
    clock.set('2029-05-22T00:00:00.000Z');
    expect(await log.get(row)).toBeUndefined();
    expect(await log.getMany([row])).toEqual(new Map());
    expect(await log.ofCustomer(row.customer, '')).toEqual([]);
    expect(await log.move(row, ['skipped'], { state: 'planned', reason: '', at })).toBe(false);
    const fresh = aSend({ dueOn: '2029-05-22' });
    expect(await log.insert(fresh)).toBeUndefined();
    expect(await log.get(row)).toEqual(fresh);
  });

  test('a row that moves to a later day is kept the longer for it', async () => {
    const clock = aClock();
    const log = await stores.sendLog(clock);
    const row = aSend({ state: 'skipped' });
    await log.insert(row);
    await log.move(row, ['skipped'], { state: 'planned', reason: '', at, dueOn: '2027-03-15' });
    clock.set('2029-05-22T00:00:00.000Z');
    expect((await log.get(row))?.state).toBe('planned');
  });

  test('a row for a day long past is kept as long as one of today', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ dueOn: '2020-03-14', date: '2020-03-14' });
    await log.insert(row);
    expect(await log.get(row)).toEqual(row);
  });
});
