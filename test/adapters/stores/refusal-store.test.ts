import { expect, test } from 'vitest';
import type { Subject } from '../../../lambda/ports.ts';
import { describeStores } from './backends.ts';

const customer: Subject = { kind: 'customer', id: 'C1' };
const address: Subject = { kind: 'address', hash: 'h1' };
const at = '2027-03-14T00:00:00.000Z';
const nothing = { optedOut: [], suppressed: false, erased: false };

describeStores('the refusal store', (stores) => {
  test('nobody has refused anything at first', async () => {
    const store = await stores.refusals();
    expect(await store.getMany([[customer, address], []])).toEqual([nothing, nothing]);
    expect(await store.getMany([])).toEqual([]);
  });

  test('an opt-out holds for each of its subjects, so also for another customer with the same address', async () => {
    const store = await stores.refusals();
    await store.optOut([customer, address], 'marketing', at, 'link');
    const other: Subject = { kind: 'customer', id: 'C2' };
    const refused = { ...nothing, optedOut: ['marketing'] };
    expect(await store.getMany([[customer], [other, address], [other]])).toEqual([refused, refused, nothing]);
  });

  test('a customer and an address of the same name are not mixed up', async () => {
    const store = await stores.refusals();
    await store.suppress([{ kind: 'customer', id: 'same' }], 'bounce', at);
    expect(await store.getMany([[{ kind: 'address', hash: 'same' }]])).toEqual([nothing]);
  });

  test('what holds for any subject holds for the list', async () => {
    const store = await stores.refusals();
    await store.optOut([customer], 'birthday', at, 'link');
    await store.optOut([address], 'letter', at, 'link');
    await store.suppress([address], 'complaint', at);
    expect(await store.getMany([[customer, address]])).toEqual([
      { optedOut: ['birthday', 'letter'], suppressed: true, erased: false },
    ]);
  });

  test('saying no twice is one no, and one yes takes it back', async () => {
    const store = await stores.refusals();
    await store.optOut([customer], 'birthday', at, 'link');
    await store.optOut([customer], 'birthday', '2027-03-15T00:00:00.000Z', 'link');
    await store.optOut([customer], 'marketing', at, 'link');
    await store.optIn([customer], 'birthday', '2027-03-16T00:00:00.000Z', 'page');
    expect(await store.getMany([[customer]])).toEqual([{ ...nothing, optedOut: ['marketing'] }]);
    await store.optIn([customer], 'marketing', '2027-03-16T00:00:00.000Z', 'page');
    await store.optIn([customer], 'never-refused', '2027-03-16T00:00:00.000Z', 'page');
    expect(await store.getMany([[customer]])).toEqual([nothing]);
  });

  test('a yes to mail does not lift a suppression', async () => {
    const store = await stores.refusals();
    await store.suppress([address], 'bounce', at);
    await store.optIn([address], 'marketing', at, 'page');
    expect(await store.getMany([[address]])).toEqual([{ ...nothing, suppressed: true }]);
  });

  test('many customers are asked about at once, in the order given', async () => {
    const store = await stores.refusals();
    const subjects = Array.from({ length: 150 }, (_, n): Subject => ({ kind: 'customer', id: `C${n}` }));
    await store.suppress(subjects.slice(0, 75), 'bounce', at);
    const lists = subjects.map((subject) => [subject, address, subject]);
    const suppressed = (await store.getMany(lists)).map((refusals) => refusals.suppressed);
    expect(suppressed).toEqual(subjects.map((_, n) => n < 75));
  });
});
