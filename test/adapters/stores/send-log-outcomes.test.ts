import { expect, test } from 'vitest';
import type { OutcomeDecision } from '../../../lambda/domain/send-log/kept-decision.ts';
import { describeStores } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';

const at = '2027-03-14T00:00:00.000Z';
const halfPast = '2027-03-14T00:30:00.000Z';
const unknown = { state: 'uncertain', reason: 'unknown-outcome', at } as const;
const word: OutcomeDecision = { decision: 'again', by: '佐藤', comment: '', at: halfPast, attempt: 1 };

describeStores('mails of unknown outcome in the send log', (stores) => {
  const names = async (log: Awaited<ReturnType<typeof stores.sendLog>>, until: string) =>
    (await log.waiting(until)).items.map(({ customer }) => customer);

  test('are looked at half an hour later, whether they were moved there or written so', async () => {
    const log = await stores.sendLog(aClock());
    const sending = aSend({ customer: 'C1', state: 'sending', attempt: 1 });
    await log.insert(sending);
    expect(await log.move(sending, ['sending'], { ...unknown, afterAttempt: 1 })).toBe(true);
    await log.insert(aSend({ ...unknown, customer: 'C2', reason: 'log-restored' }));
    expect(await names(log, '2027-03-14T00:29:59.999Z')).toEqual([]);
    expect((await names(log, halfPast)).toSorted()).toEqual(['C1', 'C2']);
  });

  test('or when the move says so, and are out of the way once they are settled', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'sending', attempt: 1 });
    await log.insert(row);
    await log.move(row, ['sending'], { ...unknown, notBefore: '2027-03-14T00:15:00.000Z' });
    expect(await names(log, '2027-03-14T00:14:59.999Z')).toEqual([]);
    expect(await names(log, '2027-03-14T00:15:00.000Z')).toEqual(['C0001']);
    await log.move(row, ['uncertain'], { ...unknown, remindedAt: at, notBefore: '9999-12-31T00:00:00.000Z' });
    expect(await names(log, '2028-03-14T00:00:00.000Z')).toEqual([]);
    expect((await log.get(row))?.remindedAt).toBe(at);
    expect(await names(log, '9999-12-31T23:59:59.999Z')).toEqual(['C0001']);
    await log.move(row, ['uncertain'], { state: 'sent', reason: 'went-out-by-person', at: halfPast });
    expect(await names(log, '9999-12-31T23:59:59.999Z')).toEqual([]);
  });

  test('are asked about afresh after another attempt', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'uncertain', attempt: 1 });
    await log.insert(row);
    await log.move(row, ['uncertain'], { ...unknown, remindedAt: at });
    const again = { state: 'waiting', reason: 'again-by-person', at: halfPast } as const;
    expect(await log.move(row, ['uncertain'], { ...again, decided: word, afterAttempt: 1 })).toBe(true);
    await log.move(row, ['waiting'], { state: 'planned', reason: '', at: halfPast });
    await log.move(row, ['planned'], { state: 'sending', reason: '', at: halfPast, sentAt: halfPast });
    await log.move(row, ['sending'], { ...unknown, at: halfPast });
    const now = await log.get(row);
    expect(now).toMatchObject({ state: 'uncertain', attempt: 2, decisions: [word] });
    expect(now).not.toHaveProperty('remindedAt');
  });

  test('take no answer about another attempt, and one answer of many', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend({ state: 'uncertain', attempt: 2 });
    await log.insert(row);
    const sent = { state: 'sent', reason: 'went-out-by-person', at: halfPast } as const;
    expect(await log.move(row, ['uncertain'], { ...sent, decided: word, afterAttempt: 1 })).toBe(false);
    const people = Array.from({ length: 20 }, (_, n) => `人${n}`);
    const moves = await Promise.all(
      people.map((by) => log.move(row, ['uncertain'], { ...sent, decided: { ...word, by }, afterAttempt: 2 })),
    );
    const winners = people.filter((_, n) => moves[n]);
    expect(winners).toHaveLength(1);
    expect((await log.get(row))?.decisions?.map(({ by }) => by)).toEqual(winners);
  });
});
