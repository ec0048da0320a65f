import { expect, test } from 'vitest';
import { describeStores } from './backends.ts';

const atMs = Date.parse('2027-03-14T00:00:00Z');
const claim = { name: '/v1/import#key', fingerprint: 'body', owner: 'first', atMs };
const again = { ...claim, owner: 'second', atMs: atMs + 1_000 };
const answer = { status: 202, body: '{"key":"imports/api/x"}' };
const hourMs = 60 * 60_000;

describeStores('an idempotency key', (stores) => {
  test('belongs to the first attempt, and then says what that one answered', async () => {
    const keys = await stores.idempotencyKeys();
    expect(await keys.begin(claim)).toEqual({ kind: 'begun', seed: 'first', firstMs: atMs });
    expect(await keys.begin(again)).toEqual({ kind: 'under-way' });
    await keys.finish(claim, answer);
    expect(await keys.begin(again)).toEqual({ kind: 'answered', answer });
  });

  test('is for one request only', async () => {
    const keys = await stores.idempotencyKeys();
    await keys.begin(claim);
    const other = { ...again, fingerprint: 'another body' };
    expect(await keys.begin(other)).toEqual({ kind: 'other-request' });
    await keys.finish(claim, answer);
    expect(await keys.begin(other)).toEqual({ kind: 'other-request' });
    expect(await keys.begin({ ...other, name: 'another key' })).toMatchObject({ kind: 'begun', seed: 'second' });
  });

  test('is taken up with the same seed after a failure, or after a minute of silence', async () => {
    const keys = await stores.idempotencyKeys();
    await keys.begin(claim);
    await keys.giveUp(claim);
    expect(await keys.begin(again)).toEqual({ kind: 'begun', seed: 'first', firstMs: atMs });
    const third = { ...claim, owner: 'third', atMs: atMs + 60_500 };
    expect(await keys.begin(third)).toEqual({ kind: 'under-way' });
    expect(await keys.begin({ ...third, atMs: atMs + 61_000 })).toEqual({
      kind: 'begun',
      seed: 'first',
      firstMs: atMs,
    });
    // Who was overtaken answers nothing any more, and lets nobody in.
    await keys.finish(again, { status: 202, body: 'late' });
    await keys.giveUp(again);
    expect(await keys.begin({ ...third, owner: 'fourth', atMs: atMs + 62_000 })).toEqual({ kind: 'under-way' });
  });

  test('is forgotten after 24 hours', async () => {
    const keys = await stores.idempotencyKeys();
    await keys.begin(claim);
    await keys.finish(claim, answer);
    expect(await keys.begin({ ...again, atMs: atMs + 23 * hourMs })).toEqual({ kind: 'answered', answer });
    const next = { ...again, fingerprint: 'another body', atMs: atMs + 24 * hourMs + 1_000 };
    expect(await keys.begin(next)).toEqual({ kind: 'begun', seed: 'second', firstMs: next.atMs });
  });

  test('begins once of many attempts at the same time', async () => {
    const keys = await stores.idempotencyKeys();
    const attempts = await Promise.all([1, 2, 3, 4].map((n) => keys.begin({ ...claim, owner: `attempt ${n}` })));
    expect(attempts.filter(({ kind }) => kind === 'begun')).toHaveLength(1);
  });
});
