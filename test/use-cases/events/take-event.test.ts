import { describe, expect, test } from 'vitest';
import { CustomerNotYetKnown } from '../../../lambda/use-cases/events/take-event.ts';
import { idSubject } from '../../../lambda/use-cases/privacy/id-subject.ts';
import { aCustomer, aVersion } from '../../support/builders.ts';
import { anEvent, anIntake } from './an-intake.ts';

const followUp = aVersion({
  id: 'follow-up',
  trigger: {
    ...{ kind: 'event', event: 'document-downloaded' },
    delay: { kind: 'days', duration: { years: 0, months: 0, weeks: 0, days: 1 } },
  },
  at: '10:00',
});
const atOnce = aVersion({ id: 'thanks', trigger: { kind: 'event', event: 'document-downloaded' } });

function anUpsert(fields: Readonly<Record<string, unknown>>, time = '2027-03-14T00:30:00Z') {
  return anEvent('customer.upserted', { customer: { id: 'C1', ...fields } }, { time });
}

describe('what a system says of a customer', () => {
  test('is stored, and what it does not speak of stays', async () => {
    const { take, keep, fields } = await anIntake();
    await keep(aCustomer('C1', { name: '山田 花子', note: '古いメモ' }));
    await take(anUpsert({ 誕生日: '1990/3/14', note: null, 会員ランク: 'A' }));
    const stored = await fields('customer', 'C1');
    expect(stored).toMatchObject({ name: '山田 花子', birthday: '1990-03-14', 会員ランク: 'A' });
    expect(stored).not.toHaveProperty('note');
  });

  test('tells the columns that the model does not know, for templates to use', async () => {
    const { take, tools } = await anIntake();
    await take(anUpsert({ 会員ランク: 'A' }));
    expect(await tools.customers.extraColumns()).toEqual({ customer: ['会員ランク'] });
  });

  test('that was overtaken by a later event changes only what that one did not speak of', async () => {
    const { take, fields, logged } = await anIntake();
    await take(anUpsert({ name: '新', email: 'new@example.com' }, '2027-03-14T00:20:00Z'));
    await take(anUpsert({ name: '古', company: '株式会社水面' }, '2027-03-14T00:10:00Z'));
    expect(await fields('customer', 'C1')).toEqual({
      name: '新',
      email: 'new@example.com',
      company: '株式会社水面',
    });
    expect(logged).toContain('event-overtaken');
  });

  test('comes again and changes nothing', async () => {
    const { take, tools } = await anIntake();
    await take(anUpsert({ name: '山田' }));
    await take(anUpsert({ name: '山田' }));
    expect(await tools.customers.get({ type: 'customer', id: 'C1' })).toMatchObject({ rev: 1 });
  });

  test('does not bring back who was taken away later', async () => {
    const { take, fields } = await anIntake();
    const gone = (time: string) => anEvent('customer.deleted', { customer: { id: 'C1' } }, { time });
    await take(anUpsert({ name: '山田' }, '2027-03-14T00:10:00Z'));
    await take(gone('2027-03-14T00:20:00Z'));
    expect(await fields('customer', 'C1')).toBeUndefined();
    await take(anUpsert({ name: '山田', company: '水面' }, '2027-03-14T00:15:00Z'));
    await take(anEvent('customer.upserted', { customer: { id: 'C1' } }, { time: '2027-03-14T00:15:00Z' }));
    expect(await fields('customer', 'C1')).toBeUndefined();
    await take(anUpsert({ name: '山田' }, '2027-03-14T00:30:00Z'));
    await take(gone('2027-03-14T00:25:00Z'));
    expect(await fields('customer', 'C1')).toEqual({ name: '山田' });
  });

  test('is not stored when that person has been erased, by id or by address', async () => {
    const { take, fields, tools, logged, refused } = await anIntake();
    const hash = await tools.hasher.hash('gone@example.com');
    const erased = [await idSubject(tools.hasher, 'C1'), { kind: 'address', hash }] as const;
    await tools.refusals.erase(erased, '2027-03-01T00:00:00Z', 'erase');
    await take(anUpsert({ name: '山田' }));
    await take(anEvent('customer.upserted', { customer: { id: 'C9', email: 'gone@example.com' } }));
    await take(anEvent('record.upserted', { type: 'contract', record: { id: 'K1', customer: 'C1' } }));
    await take(anEvent('document-downloaded', { email: 'gone@example.com' }));
    expect(await fields('customer', 'C1')).toBeUndefined();
    expect(await fields('customer', 'C9')).toBeUndefined();
    expect(await fields('contract', 'K1')).toBeUndefined();
    expect(logged).toEqual(Array.from({ length: 4 }, () => 'event-of-erased'));
    expect(refused).toEqual([]);
  });

  test('is not stored when it names an erased person by an id that is their address', async () => {
    const { take, fields, tools, refused } = await anIntake();
    const hash = await tools.hasher.hash('gone@example.com');
    await tools.refusals.erase([{ kind: 'address', hash }], '2027-03-01T00:00:00Z', 'erase');
    await take(anUpsert({ id: 'gone@example.com', name: '山田' }));
    await take(anEvent('record.upserted', { type: 'contract', record: { id: 'K1', customer: 'gone@example.com' } }));
    await take(anEvent('document-downloaded', { customer: 'gone@example.com' }), 9);
    expect(await fields('customer', 'gone@example.com')).toBeUndefined();
    expect(await fields('contract', 'K1')).toBeUndefined();
    expect(refused).toEqual([]);
  });
});

describe('what a customer did', () => {
  test('is kept and starts the campaigns that wait for it, at once or by a schedule', async () => {
    const { take, keep, fields, planned, scheduled } = await anIntake(followUp, atOnce);
    await keep(aCustomer('C1'));
    await take(anEvent('document-downloaded', { customer: 'C1', data: { title: '導入ガイド' } }));
    expect(await fields('event', 'e1')).toEqual({
      ...{ name: 'document-downloaded', customer: 'C1', at: '2027-03-14T00:30:00Z' },
      data: '{"title":"導入ガイド"}',
    });
    expect(planned).toEqual([{ kind: 'event', campaign: 'thanks', event: 'e1' }]);
    expect(scheduled).toMatchObject([
      { at: '2027-03-15T01:00:00.000Z', message: { kind: 'event', campaign: 'follow-up', event: 'e1' } },
    ]);
  });

  test('makes one mail, however often it comes', async () => {
    const { take, keep, planAll, sendAll, mails, scheduled } = await anIntake(atOnce, followUp);
    await keep(aCustomer('C1'));
    for (const receives of [1, 2]) {
      await take(anEvent('document-downloaded', { customer: 'C1' }), receives);
      await planAll();
      await sendAll();
    }
    expect(mails).toHaveLength(1);
    expect(new Set(scheduled.map(({ name }) => name)).size).toBe(1);
  });

  test('is found by address, in any letters, and by the present one only', async () => {
    const { take, keep, planned, refused } = await anIntake(atOnce);
    await keep(aCustomer('C1', { email: 'hanako@example.com' }), aCustomer('C2', { email: 'before@example.com' }));
    await keep(aCustomer('C2', { email: 'after@example.com' }));
    await take(anEvent('document-downloaded', { email: 'hanako@example.com' }));
    expect(planned).toHaveLength(1);
    await take(anEvent('document-downloaded', { email: 'before@example.com' }), 4);
    expect(refused).toHaveLength(1);
  });

  test('of a customer who is not known yet comes again some times before it is refused', async () => {
    const { take, keep, planned, refused } = await anIntake(atOnce);
    const event = anEvent('document-downloaded', { customer: 'C1' });
    for (const receives of [1, 2, 3]) await expect(take(event, receives)).rejects.toThrow(CustomerNotYetKnown);
    expect(refused).toEqual([]);
    await take(event, 4);
    expect(refused).toHaveLength(1);

    await keep(aCustomer('C1'));
    await take(JSON.parse(refused[0]?.body ?? ''));
    expect(planned).toHaveLength(1);
  });

  test('by one of several with the same address is refused at once', async () => {
    const { take, keep, refused } = await anIntake(atOnce);
    await keep(aCustomer('C1', { email: 'both@example.com' }), aCustomer('C2', { email: 'both@example.com' }));
    await take(anEvent('document-downloaded', { email: 'both@example.com' }));
    expect(refused).toHaveLength(1);
  });
});

describe('an event that cannot be read', () => {
  test('is kept as it came with the reason, and somebody is told', async () => {
    const { take, refused, notices } = await anIntake();
    const event = anUpsert({ birthday: '2001-02-29' });
    await take(event);
    expect(refused).toMatchObject([
      { reason: expect.stringMatching(/^detail\.customer\.birthday: 日付として読めません/) },
    ]);
    expect(JSON.parse(refused[0]?.body ?? '')).toEqual(event);
    expect(notices).toMatchObject([
      {
        ...{ kind: 'event-refused', id: 'e1', detailType: 'customer.upserted', source: 'crm' },
        problems: [{ path: 'detail.customer.birthday' }],
      },
    ]);
    expect(JSON.stringify(notices)).not.toContain('2001-02-29');
  });

  test('tells of twenty problems at most, so that the notice fits on its queue', async () => {
    const { take, notices } = await anIntake();
    await take(anUpsert(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, []]))));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toHaveProperty('problems.length', 20);
  });
});
