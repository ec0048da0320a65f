import { expect, test } from 'vitest';
import type { ApprovalDecision } from '../../../lambda/domain/approval/approval-decision.ts';
import { describeStores } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';

const at = '2027-03-14T00:01:00.000Z';

function aDecision(changes: Partial<ApprovalDecision> = {}): ApprovalDecision {
  return { decision: 'approved', by: '佐藤', comment: '', at, digest: 'd1', ...changes };
}

const approved = { state: 'waiting', reason: 'approved', at } as const;
const asked = { state: 'awaiting-approval', reason: 'approval-void', at } as const;

describeStores('approvals in the send log', (stores) => {
  test('a decision is kept with the row and comes back with it, also in batches and lists', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'awaiting-approval' });
    await log.insert(row);
    expect((await log.get(row))?.decisions).toBeUndefined();
    const decided = aDecision({ comment: 'どうぞ', signedInAs: 'sato@minamo.example.jp' });
    expect(await log.move(row, ['awaiting-approval'], { ...approved, decided })).toBe(true);
    const expected = { ...row, ...approved, decisions: [decided] };
    expect(await log.get(row)).toEqual(expected);
    expect([...(await log.getMany([row])).values()]).toEqual([expected]);
    expect(await log.ofCustomer(row.customer, '')).toEqual([expected]);
    expect(await log.insert(row)).toEqual(expected);
  });

  test('later ones are put behind the earlier ones', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'awaiting-approval' });
    await log.insert(row);
    await log.move(row, ['awaiting-approval'], { ...approved, decided: aDecision() });
    await log.move(row, ['waiting'], { state: 'planned', reason: '', at });
    await log.move(row, ['planned'], { ...asked, decided: aDecision({ decision: 'void', by: '' }) });
    await log.move(row, ['awaiting-approval'], { ...approved, decided: aDecision({ by: '鈴木' }) });
    const words = (await log.get(row))?.decisions?.map(({ decision, by }) => `${decision} ${by}`.trim());
    expect(words).toEqual(['approved 佐藤', 'void', 'approved 鈴木']);
  });

  test('of fifty at once exactly one is taken, and no other leaves a trace', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'awaiting-approval' });
    await log.insert(row);
    const people = Array.from({ length: 50 }, (_, n) => `人${n}`);
    const moves = await Promise.all(
      people.map((by) => log.move(row, ['awaiting-approval'], { ...approved, decided: aDecision({ by }) })),
    );
    const winners = people.filter((_, n) => moves[n]);
    expect(winners).toHaveLength(1);
    expect((await log.get(row))?.decisions?.map(({ by }) => by)).toEqual(winners);
  });

  test('a reminder is remembered until the approver is asked afresh', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'awaiting-approval' });
    await log.insert(row);
    const reminded = { state: 'awaiting-approval', reason: '', at, remindedAt: at } as const;
    expect(await log.move(row, ['awaiting-approval'], { ...reminded, notBefore: '2027-03-18T00:00:00.000Z' })).toBe(
      true,
    );
    expect(await log.get(row)).toEqual({ ...row, ...reminded });
    expect((await log.waiting('2027-03-17T23:59:59.000Z')).items).toEqual([]);
    expect((await log.waiting('2027-03-18T00:00:00.000Z')).items).toHaveLength(1);
    await log.move(row, ['awaiting-approval'], { ...approved, decided: aDecision() });
    expect((await log.get(row))?.remindedAt).toBe(at);
    await log.move(row, ['waiting'], { state: 'planned', reason: '', at });
    await log.move(row, ['planned'], { ...asked, decided: aDecision({ decision: 'void' }) });
    expect(await log.get(row)).not.toHaveProperty('remindedAt');
  });

  test('a row whose date moved has the new date', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'cancelled', reason: 'date-changed' });
    await log.insert(row);
    await log.move(row, ['cancelled'], { ...asked, date: '2027-03-16', dueOn: '2027-03-16' });
    expect(await log.get(row)).toEqual({ ...row, ...asked, date: '2027-03-16', dueOn: '2027-03-16' });
  });
});
