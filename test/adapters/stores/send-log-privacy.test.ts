import { expect, test } from 'vitest';
import type { ApprovalDecision } from '../../../lambda/domain/approval/approval-decision.ts';
import { describeStores } from './backends.ts';
import { aClock, aSend } from './send-builders.ts';

const at = '2027-03-14T00:00:00.000Z';
const said: ApprovalDecision = { decision: 'approved', by: '森', comment: '山田様の件、確認済み', at, digest: 'd' };
const silent: ApprovalDecision = { ...said, comment: '' };

describeStores('a person in the send log', (stores) => {
  test('is mailed at an address that the row knows by its hash: that of the last attempt', async () => {
    const log = await stores.sendLog(aClock());
    const row = aSend();
    await log.insert(row);
    expect((await log.get(row))?.addressHash).toBeUndefined();
    const claim = { state: 'sending', reason: '', at, sentAt: at } as const;
    await log.move(row, ['planned'], { ...claim, addressHash: 'h1' });
    await log.move(row, ['sending'], { state: 'planned', reason: '', at });
    expect((await log.get(row))?.addressHash).toBe('h1');
    await log.move(row, ['planned'], { ...claim, addressHash: 'h2' });
    expect((await log.ofCustomer('C0001', '')).map(({ addressHash }) => addressHash)).toEqual(['h2']);
    const written = aSend({ customer: 'C2', addressHash: 'h3' });
    await log.insert(written);
    expect(await log.get(written)).toEqual(written);
  });

  test('can have what colleagues wrote taken out; that and what they decided stays', async () => {
    const log = await stores.sendLog(aClock());
    const spoken = aSend({ decisions: [said, silent, { ...said, decision: 'void' }] });
    const others = [aSend({ campaign: 'other', decisions: [silent] }), aSend({ customer: 'C2', decisions: [said] })];
    for (const row of [spoken, ...others, aSend({ campaign: 'undecided' })]) await log.insert(row);
    expect(await log.eraseWords('C0001')).toBe(1);
    expect(await log.eraseWords('C0001')).toBe(0);
    expect((await log.get(spoken))?.decisions).toEqual([silent, silent, { ...silent, decision: 'void' }]);
    expect((await log.get(aSend({ customer: 'C2' })))?.decisions).toEqual([said]);
    expect((await log.get(aSend({ campaign: 'undecided' })))?.decisions).toBeUndefined();
  });

  test('is forgotten as a whole where the id itself tells who it is', async () => {
    const log = await stores.sendLog(aClock());
    for (const campaign of ['a', 'b']) await log.insert(aSend({ customer: 'taro@example.jp', campaign }));
    await log.insert(aSend());
    expect(await log.forget('taro@example.jp')).toBe(2);
    expect(await log.forget('taro@example.jp')).toBe(0);
    expect(await log.ofCustomer('taro@example.jp', '')).toEqual([]);
    expect(await log.ofCustomer('C0001', '')).toHaveLength(1);
  });
});
