import { describe, expect, test } from 'vitest';
import { type CustomerEvent, eventRecord } from '../../../lambda/domain/events/event-record.ts';
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

const seminar = aVersion({ id: 'after-seminar', trigger: { kind: 'event', event: 'seminar-attended' } });

/** The id of the record that keeps an event. */
function idOf(changes: Partial<CustomerEvent>): string {
  const event = { id: 'e1', source: 'crm', event: 'document-downloaded', customer: 'C1', at: '', data: {} };
  return eventRecord({ ...event, ...changes }).id;
}

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

  test('is not put back by an earlier event that is taken in at the same moment', async () => {
    const { take, tools, fields } = await anIntake();
    const { putMany } = tools.customers;
    let isFirst = true;
    tools.customers.putMany = async (records, source) => {
      const isSlow = isFirst;
      isFirst = false;
      // So long that the other one would have been through.
      for (let ticks = 0; isSlow && ticks < 100; ticks += 1) await Promise.resolve();
      return putMany(records, source);
    };
    const older = take(anUpsert({ name: '古' }, '2027-03-14T00:10:00Z'));
    await Promise.all([older, take(anUpsert({ name: '新' }, '2027-03-14T00:20:00Z'))]);
    expect(await fields('customer', 'C1')).toEqual({ name: '新' });
  });

  test.each(['before it was stored', 'before it was noted'])(
    'whose taking in ended %s is taken in when it comes again',
    async (when) => {
      const { take, tools, fields } = await anIntake();
      const { putMany } = tools.customers;
      tools.customers.putMany = async (records, source) => {
        if (when === 'before it was noted') await putMany(records, source);
        throw new Error('the function has ended');
      };
      const newer = anUpsert({ name: '新' }, '2027-03-14T00:20:00Z');
      await expect(take(newer)).rejects.toThrow('the function has ended');
      tools.customers.putMany = putMany;
      await take(anUpsert({ name: '古' }, '2027-03-14T00:10:00Z'));
      await take(newer);
      await take(anUpsert({ name: '古' }, '2027-03-14T00:10:00Z'));
      expect(await fields('customer', 'C1')).toEqual({ name: '新' });
    },
  );

  test('by a clock that is a year ahead does not keep what comes later from being heard', async () => {
    const { take, moveTo, fields } = await anIntake();
    await take(anUpsert({ name: '古' }, '2028-03-14T00:30:00Z'));
    moveTo('2027-03-14T09:31:00+09:00');
    await take(anUpsert({ name: '新' }, '2027-03-14T00:31:00Z'));
    expect(await fields('customer', 'C1')).toEqual({ name: '新' });
  });

  test('by a clock a minute ahead is still told by that clock', async () => {
    const { take, fields } = await anIntake();
    await take(anUpsert({ name: '新' }, '2027-03-14T00:31:00Z'));
    await take(anUpsert({ name: '古' }, '2027-03-14T00:30:30Z'));
    expect(await fields('customer', 'C1')).toEqual({ name: '新' });
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
    await take(anEvent('customer.deleted', { customer: { id: 'C1' } }));
    expect(await fields('customer', 'C1')).toBeUndefined();
    expect(await fields('customer', 'C9')).toBeUndefined();
    expect(await fields('contract', 'K1')).toBeUndefined();
    expect(logged).toEqual(Array.from({ length: 5 }, () => 'event-of-erased'));
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
    const id = idOf({});
    expect(await fields('event', id)).toEqual({
      ...{ name: 'document-downloaded', customer: 'C1', at: '2027-03-14T00:30:00Z' },
      ...{ data: '{"title":"導入ガイド"}', eventId: 'e1', source: 'crm' },
    });
    expect(planned).toEqual([{ kind: 'event', campaign: 'thanks', event: id }]);
    expect(scheduled).toMatchObject([
      { at: '2027-03-15T01:00:00.000Z', message: { kind: 'event', campaign: 'follow-up', event: id } },
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

  test('is not taken for what another system, or another customer, did under the same id', async () => {
    const { take, keep, planned, planAll, sendAll, mails } = await anIntake(atOnce, seminar, followUp);
    await keep(aCustomer('C1'), aCustomer('C2'));
    const events = [
      anEvent('document-downloaded', { id: '1', customer: 'C1' }),
      anEvent('document-downloaded', { id: '1', customer: 'C2' }),
      anEvent('document-downloaded', { id: '1', customer: 'C1' }, { source: 'shop' }),
      anEvent('seminar-attended', { id: '1', customer: 'C1' }),
    ];
    for (const event of [...events, ...events]) await take(event);
    const wanted = [
      idOf({ id: '1' }),
      idOf({ id: '1', customer: 'C2' }),
      idOf({ id: '1', source: 'shop' }),
      idOf({ id: '1', event: 'seminar-attended' }),
    ];
    expect(planned).toMatchObject([...wanted, ...wanted].map((event) => ({ event })));
    await planAll();
    await sendAll();
    expect(mails).toHaveLength(4);
  });

  test('is offered again when the function ended before its campaigns were started', async () => {
    const { take, keep, tools, planned, scheduled } = await anIntake(atOnce, followUp);
    await keep(aCustomer('C1'));
    const { plan } = tools.queues;
    tools.queues.plan = () => Promise.reject(new Error('the function has ended'));
    const event = anEvent('document-downloaded', { customer: 'C1' });
    await expect(take(event)).rejects.toThrow();
    tools.queues.plan = plan;
    await take(event, 2);
    expect([planned.length, scheduled.length]).toEqual([1, 1]);
  });

  test('is scheduled some time ahead when it is about to come due, as schedules cannot be made for what is past', async () => {
    const soon = aVersion({
      id: 'soon',
      trigger: { kind: 'event', event: 'document-downloaded', delay: { kind: 'time', ms: 3_600_000 } },
    });
    const { take, keep, planned, scheduled } = await anIntake(soon);
    await keep(aCustomer('C1'));
    const at = (time: string) => anEvent('document-downloaded', { id: time, customer: 'C1', at: time });
    await take(at('2027-03-14T08:30:01+09:00'));
    await take(at('2027-03-14T08:31:00+09:00'));
    expect(scheduled.map((one) => one.at)).toEqual(['2027-03-14T00:30:30.000Z', '2027-03-14T00:31:00.000Z']);
    await take(at('2027-03-14T08:30:00+09:00'));
    expect(planned).toHaveLength(1);
  });

  test('by somebody who wants no marketing mail is kept, and mails nobody', async () => {
    const { take, keep, tools, planAll, sendAll, mails, rows } = await anIntake(atOnce);
    await keep(aCustomer('C1'));
    await tools.refusals.optOut([{ kind: 'customer', id: 'C1' }], 'marketing', '2027-03-01T00:00:00Z', 'one-click');
    await take(anEvent('document-downloaded', { customer: 'C1' }));
    await planAll();
    await sendAll();
    expect(mails).toEqual([]);
    expect(rows()).toMatchObject([{ state: 'skipped', reason: 'opted-out' }]);
  });

  test('by a customer who is removed before the mail is due mails nobody', async () => {
    const { take, keep, planned, planAll, sendAll, scheduled, mails } = await anIntake(followUp);
    await keep(aCustomer('C1'));
    await take(anEvent('document-downloaded', { customer: 'C1' }));
    await take(anEvent('customer.deleted', { customer: { id: 'C1' } }));
    planned.push(...scheduled.map(({ message }) => message));
    await planAll();
    await sendAll();
    expect(mails).toEqual([]);
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

  test.each<readonly [string, unknown]>([
    ['customer.upserted', 'text'],
    ['customer.upserted', { customer: 'C1' }],
    ['customer.upserted', { customer: { name: '山田' } }],
    ['customer.upserted', { customer: { id: 'C1', name: '山田' }, more: 1 }],
    ['customer.upserted', { customer: { id: 'a#b', birthday: '2027-02-30', productA: 'たぶん' } }],
    ['customer.updated', { customer: { id: 'C1' } }],
    ['record.upserted', { type: 'seminar', record: { id: 'S1' } }],
    ['record.upserted', { record: { id: 'K1', note: [] } }],
    ['record.deleted', { type: 'contract', id: 'K1' }],
    ['visited', null],
    ['visited', {}],
    ['visited', { customer: 'C1', id: 'a#b', at: '昨日' }],
    ['visited', { customer: 'C1', data: 'x', page: 1 }],
    ['visited', { customer: 'nobody' }],
    ['visited', { email: 'nobody@example.com' }],
    ['x'.repeat(65), { customer: 'C1' }],
  ])('says what to do in both languages: %s %j', async (detailType, detail) => {
    const { take, notices } = await anIntake();
    await take(anEvent(detailType, detail), 4);
    const problems = notices.flatMap((notice) => (notice.kind === 'event-refused' ? notice.problems : []));
    expect(problems).not.toEqual([]);
    for (const { path, explanation } of problems) {
      expect(path).toMatch(/^detail/);
      expect(explanation.ja).toMatch(/ください/);
      expect(explanation.en).toMatch(/\b(?:Write|Give|Check|Keep|Remove|Send|Fill)\b/);
    }
  });

  test('tells of twenty problems at most, so that the notice fits on its queue', async () => {
    const { take, notices } = await anIntake();
    await take(anUpsert(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, []]))));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toHaveProperty('problems.length', 20);
  });
});
