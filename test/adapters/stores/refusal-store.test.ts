import { expect, test } from 'vitest';
import type { Subject } from '../../../lambda/ports.ts';
import { describeStores } from './backends.ts';

const customer: Subject = { kind: 'customer', id: 'C1' };
const address: Subject = { kind: 'address', hash: 'h1' };
const at = '2027-03-14T00:00:00.000Z';
const on = (day: string) => `2027-03-${day}T00:00:00.000Z`;
const nothing = { optedOut: [], suppressed: [], erased: false };

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
    await store.suppress([{ kind: 'customer', id: 'same' }], ['everything'], 'bounce', at);
    expect(await store.getMany([[{ kind: 'address', hash: 'same' }]])).toEqual([nothing]);
  });

  test('what holds for any subject holds for the list', async () => {
    const store = await stores.refusals();
    await store.optOut([customer], 'birthday', at, 'link');
    await store.optOut([address], 'letter', at, 'link');
    await store.suppress([address], ['marketing', 'campaign:letter'], 'complaint', at);
    await store.suppress([customer], ['marketing'], 'complaint', at);
    expect(await store.getMany([[customer, address]])).toEqual([
      { optedOut: ['birthday', 'letter'], suppressed: ['campaign:letter', 'marketing'], erased: false },
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
    await store.suppress([address], ['everything'], 'bounce', at);
    await store.optIn([address], 'marketing', at, 'page');
    expect(await store.getMany([[address]])).toEqual([{ ...nothing, suppressed: ['everything'] }]);
  });

  test('many customers are asked about at once, in the order given', async () => {
    const store = await stores.refusals();
    const subjects = Array.from({ length: 150 }, (_, n): Subject => ({ kind: 'customer', id: `C${n}` }));
    await store.suppress(subjects.slice(0, 75), ['everything'], 'bounce', at);
    const lists = subjects.map((subject) => [subject, address, subject]);
    const suppressed = (await store.getMany(lists)).map((refusals) => refusals.suppressed.length);
    expect(suppressed).toEqual(subjects.map((_, n) => (n < 75 ? 1 : 0)));
  });

  test('mails that come back count once each, whatever is told twice or in another order', async () => {
    const store = await stores.refusals();
    const count = (messageId: string, day: string) => store.countSoftBounce(address, messageId, on(day));
    expect(await count('m2', '02')).toBe(1);
    expect(await count('m1', '01')).toBe(2);
    expect(await count('m2', '02')).toBe(2);
    expect(await count('m2', '03')).toBe(2);
    expect(await store.countSoftBounce({ kind: 'address', hash: 'h2' }, 'm1', on('01'))).toBe(1);
    expect(await store.getMany([[address]])).toEqual([nothing]);
  });

  test('many mails that come back at once are all counted', async () => {
    const store = await stores.refusals();
    const ids = Array.from({ length: 5 }, (_, n) => `0106-m.${n}`);
    await Promise.all(ids.map((id) => store.countSoftBounce(address, id, at)));
    expect(await store.countSoftBounce(address, 'last', at)).toBe(6);
  });

  test('a mail that arrives forgets those that came back before it, and no later ones', async () => {
    const store = await stores.refusals();
    const count = (messageId: string, day: string) => store.countSoftBounce(address, messageId, on(day));
    for (const day of ['01', '02', '04']) await count(`m${day}`, day);
    await store.forgetSoftBounces(address, on('03'));
    expect(await count('m05', '05')).toBe(2);
    await store.forgetSoftBounces(address, on('06'));
    expect(await count('m07', '07')).toBe(1);
  });

  test('what was forgotten does not count again when it is told of again, or only now', async () => {
    const store = await stores.refusals();
    const count = (messageId: string, day: string) => store.countSoftBounce(address, messageId, on(day));
    await count('m01', '01');
    await store.forgetSoftBounces(address, on('03'));
    expect(await count('m01', '01')).toBe(0);
    expect(await count('m02', '02')).toBe(0);
    await store.forgetSoftBounces(address, on('01'));
    expect(await count('m02', '02')).toBe(0);
    expect(await count('m04', '04')).toBe(1);
  });

  test('mails that came back more than a year ago do not count any more', async () => {
    const store = await stores.refusals();
    await store.countSoftBounce(address, 'm1', '2026-03-01T00:00:00.000Z');
    expect(await store.countSoftBounce(address, 'm2', '2027-02-28T00:00:00.000Z')).toBe(2);
    expect(await store.countSoftBounce(address, 'm3', '2027-03-02T00:00:00.000Z')).toBe(2);
  });

  test('who is erased stays erased, under their id and under their address, whatever else is said', async () => {
    const store = await stores.refusals();
    await store.optOut([customer], 'marketing', at, 'link');
    await store.erase([customer, address], at, 'erase');
    await store.erase([customer, address], at, 'erase');
    await store.optIn([customer, address], 'marketing', on('15'), 'page');
    const other: Subject = { kind: 'customer', id: 'C2' };
    const gone = { ...nothing, erased: true };
    expect(await store.getMany([[customer], [other, address], [other]])).toEqual([gone, gone, nothing]);
  });

  test('the ledger tells every change of a subject, oldest first, and each once', async () => {
    const store = await stores.refusals();
    await store.suppress([address], ['everything'], 'bounce', on('02'));
    await store.erase([customer, address], on('05'), 'erase');
    await store.optIn([customer], 'marketing', on('04'), 'page');
    await store.optOut([customer], 'marketing', on('03'), 'one-click');
    await store.optOut([customer], 'marketing', on('03'), 'one-click');
    expect(await store.ledger(customer)).toEqual([
      { what: 'opt-out', about: 'marketing', at: on('03'), source: 'one-click' },
      { what: 'opt-in', about: 'marketing', at: on('04'), source: 'page' },
      { what: 'erase', about: '', at: on('05'), source: 'erase' },
    ]);
    expect((await store.ledger(address)).map(({ what }) => what)).toEqual(['suppress', 'erase']);
    expect(await store.ledger({ kind: 'customer', id: 'C' })).toEqual([]);
  });

  test('a subject that is forgotten leaves nothing, and nobody else is forgotten', async () => {
    const store = await stores.refusals();
    const named: Subject = { kind: 'customer', id: 'taro@example.jp' };
    await store.optOut([named, address], 'marketing', at, 'link');
    await store.forget(named);
    await store.forget(named);
    expect(await store.getMany([[named], [address]])).toEqual([nothing, { ...nothing, optedOut: ['marketing'] }]);
    expect(await store.ledger(named)).toEqual([]);
    expect(await store.ledger(address)).toHaveLength(1);
  });
});
