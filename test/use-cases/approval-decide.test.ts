import { describe, expect, test } from 'vitest';
import { decideApproval } from '../../lambda/use-cases/approval-decide.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aRequest } from './a-request.ts';

describe('approving', () => {
  test('lets the mail leave at once when it is due, with the word of who approved it', async () => {
    const { world, answer, only } = await aRequest();
    const outcome = await answer({ by: ' 佐藤 ', comment: 'どうぞ', signedInAs: 'sato@minamo.example.jp' });
    expect(outcome?.kind).toBe('decided');
    expect(outcome?.request.row).toMatchObject({ state: 'waiting', reason: 'approved' });
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
    expect(only()).toMatchObject({
      state: 'sent',
      decisions: [
        {
          ...{ decision: 'approved', by: '佐藤', comment: 'どうぞ', signedInAs: 'sato@minamo.example.jp' },
          ...{ at: '2027-03-14T00:00:00.000Z', digest: outcome?.request.digest },
        },
      ],
    });
  });

  test('fifty times at once is done once: all others are told who was first', async () => {
    const { world, only, read } = await aRequest();
    const { digest } = await read();
    const people = Array.from({ length: 50 }, (_, n) => `人${n}`);
    const outcomes = await Promise.all(
      people.map((by) => decideApproval(world.tools, only(), { decision: 'approved', by, comment: '', digest })),
    );
    const kinds = outcomes.map((outcome) => outcome?.kind);
    expect(kinds.filter((kind) => kind === 'decided')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'already')).toHaveLength(49);
    const winner = people[kinds.indexOf('decided')];
    expect(outcomes.map((outcome) => outcome?.request.row.decisions?.map(({ by }) => by))).toEqual(
      people.map(() => [winner]),
    );
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
  });

  test('a mail that is no longer the one that was shown is refused, and shows the new one', async () => {
    const { world, answer, read, only } = await aRequest();
    const { digest } = await read();
    await world.keep(aCustomer('C1', { approvalRequired: true, name: '山田 華子' }));
    const outcome = await answer({ digest });
    expect(outcome).toMatchObject({ kind: 'changed', request: { mail: { subject: expect.stringContaining('華子') } } });
    expect(only().state).toBe('awaiting-approval');
    expect(world.planned).toEqual([]);
    expect((await answer())?.kind).toBe('decided');
  });

  test('a mail that would not leave any more is refused, and says why', async () => {
    const { world, answer, only } = await aRequest();
    await world.keep(aCustomer('C1', { approvalRequired: true, stopped: true }));
    expect(await answer()).toMatchObject({
      kind: 'blocked',
      request: { blocked: { state: 'stopped', reason: 'stop-flag' } },
    });
    expect(only().state).toBe('awaiting-approval');
  });

  test('a mail that is too old is refused, whether sweep has noticed or not', async () => {
    const { world, answer, outcome } = await aRequest();
    world.moveTo('2027-03-17T23:59:59+09:00');
    const before = await aRequest();
    before.world.moveTo('2027-03-17T23:59:59+09:00');
    expect((await before.answer())?.kind).toBe('decided');
    world.moveTo('2027-03-18T00:00:00+09:00');
    expect((await answer())?.kind).toBe('too-late');
    expect(outcome()).toBe('awaiting-approval');
    await world.sweep();
    expect((await answer())?.kind).toBe('too-late');
    expect((await answer({ decision: 'rejected' }))?.kind).toBe('too-late');
    expect(outcome()).toBe('expired approval-expired');
  });

  test('what was cancelled meanwhile is said to be so', async () => {
    const { world, answer, only } = await aRequest();
    await world.tools.sendLog.move(only(), ['awaiting-approval'], {
      ...{ state: 'cancelled', reason: 'date-changed', at: '2027-03-14T00:00:01.000Z' },
    });
    expect(await answer()).toMatchObject({ kind: 'blocked', request: { blocked: { reason: 'date-changed' } } });
  });

  test('of a send that does not exist there is nothing to say', async () => {
    const { world } = await aRequest();
    const said = { decision: 'approved', by: '', comment: '', digest: '' } as const;
    expect(await decideApproval(world.tools, { customer: 'C1', key: 'none' }, said)).toBeUndefined();
  });

  test('is not undone by a message to plan that was lost: sweep sends it', async () => {
    const { world, answer, outcome, at } = await aRequest();
    await answer();
    expect(world.planned).toHaveLength(1);
    world.planned.length = 0;
    await at('2027-03-14T09:05:00+09:00');
    expect(outcome()).toBe('sent');
    expect(world.mails).toHaveLength(1);
  });

  test('keeps only as many words as a row of the log has room for', async () => {
    const { answer, only } = await aRequest();
    await answer({ by: '佐'.repeat(300), comment: '🎂'.repeat(1000) });
    const [decision] = only().decisions ?? [];
    expect([...(decision?.by ?? '')]).toHaveLength(100);
    expect([...(decision?.comment ?? '')]).toHaveLength(500);
  });
});

describe('rejecting', () => {
  test('keeps words as words, and no more of the form than belongs in a row', async () => {
    const { answer, only } = await aRequest();
    const typed = { by: '鈴木\n\u001b[2J一郎\u202e', comment: '一行目\r\n二行目\u0007', digest: 'D'.repeat(10_000) };
    expect((await answer({ decision: 'rejected', ...typed }))?.kind).toBe('decided');
    expect(only().decisions).toMatchObject([{ by: '鈴木 [2J一郎', comment: '一行目\n二行目', digest: '' }]);
  });

  test('is final, and the owner is told', async () => {
    const { world, answer, only, told, at } = await aRequest();
    expect((await answer({ decision: 'rejected', by: '鈴木', comment: '退職されました' }))?.kind).toBe('decided');
    expect(only()).toMatchObject({ state: 'rejected', reason: 'approval-rejected', decisions: [{ by: '鈴木' }] });
    expect(told()).toEqual(['awaiting-approval', 'rejected approval-rejected']);
    const second = await answer();
    expect(second).toMatchObject({ kind: 'already', request: { row: { decisions: [{ by: '鈴木' }] } } });
    await world.run('birthday', '2027-03-14');
    await at('2027-03-14T12:00:00+09:00');
    expect(world.mails).toEqual([]);
  });

  test('said again by the same person is told again: nobody may have been told the first time', async () => {
    const { answer, only, told } = await aRequest();
    await answer({ decision: 'rejected', by: '鈴木' });
    expect((await answer({ decision: 'rejected', by: '鈴木' }))?.kind).toBe('already');
    expect((await answer({ decision: 'rejected', by: '高橋' }))?.kind).toBe('already');
    expect(told()).toEqual([
      'awaiting-approval',
      ...['rejected', 'rejected'].map((each) => `${each} approval-rejected`),
    ]);
    expect(only().decisions).toHaveLength(1);
  });

  test('is possible for a mail that has changed or would not leave: nothing leaves either way', async () => {
    const { world, answer, outcome } = await aRequest();
    await world.keep(aCustomer('C1', { approvalRequired: true, stopped: true }));
    expect((await answer({ decision: 'rejected', digest: 'of an older mail' }))?.kind).toBe('decided');
    expect(outcome()).toBe('rejected approval-rejected');
  });

  test('comes too late after an approval', async () => {
    const { answer, outcome } = await aRequest();
    await answer();
    expect(await answer({ decision: 'rejected', by: '鈴木' })).toMatchObject({
      kind: 'already',
      request: { row: { decisions: [{ decision: 'approved', by: '佐藤' }] } },
    });
    expect(outcome()).toBe('waiting approved');
  });
});

describe('a campaign that always asks', () => {
  test('asks also for mails to the owner, and sends them there', async () => {
    const { world, answer, read } = await aRequest({
      version: aVersion({ approval: 'always', to: { kind: 'owner' } }),
      records: [aCustomer('C1')],
    });
    expect((await read()).mail?.to).toEqual({ name: '佐藤', address: 'sato@minamo.example.jp' });
    await answer();
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toMatchObject([{ to: { address: 'sato@minamo.example.jp' } }]);
  });
});
