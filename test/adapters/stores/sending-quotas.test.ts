import { expect, test } from 'vitest';
import type { SendingQuota } from '../../../lambda/domain/sending/sending-quota.ts';
import { describeStores } from './backends.ts';

const quota: SendingQuota = {
  ...{ maxSendRate: 14, max24HourSend: 50_000, sentLast24Hours: 49_997 },
  readAt: '2027-03-14T00:00:00.000Z',
};
const next = { ...quota, sentLast24Hours: 49_990, readAt: '2027-03-14T00:05:00.000Z' };

describeStores('the account’s quota', (stores) => {
  test('is what was last read', async () => {
    const quotas = await stores.sendingQuotas();
    expect(await quotas.read()).toBeUndefined();
    await quotas.note(quota);
    expect(await quotas.read()).toEqual(quota);
    await quotas.note(next);
    expect(await quotas.read()).toEqual(next);
  });

  test('has room for as many mails as it says, however many ask at once', async () => {
    const quotas = await stores.sendingQuotas();
    await quotas.note(quota);
    const answers = await Promise.all(Array.from({ length: 5 }, () => quotas.take(quota.readAt, 3)));
    expect(answers.toSorted()).toEqual(['full', 'full', 'taken', 'taken', 'taken']);
    expect(await quotas.take(quota.readAt, 0)).toBe('full');
  });

  test('begins to count anew with each reading, and counts nothing against an old one', async () => {
    const quotas = await stores.sendingQuotas();
    await quotas.note(quota);
    await quotas.take(quota.readAt, 1);
    await quotas.note(next);
    expect(await quotas.take(quota.readAt, 3)).toBe('stale');
    expect(await quotas.take(next.readAt, 1)).toBe('taken');
    expect(await quotas.take(next.readAt, 1)).toBe('full');
    expect(await quotas.read()).toEqual(next);
  });

  test('cannot be counted against before it was ever read', async () => {
    const quotas = await stores.sendingQuotas();
    expect(await quotas.take(quota.readAt, 3)).toBe('stale');
    expect(await quotas.read()).toBeUndefined();
  });
});
