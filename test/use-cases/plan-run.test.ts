import { describe, expect, test } from 'vitest';
import type { Campaign, DatePath } from '../../lambda/domain/campaign/campaign.ts';
import { aCustomer, aRecord, aVersion, onBirthday, ownDate } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };
const on = [{ direction: 'on', duration: none, iso: '' }] as const;

const throughEnrolment: DatePath = {
  ...{ base: 'delivery', hops: [], holder: 'delivery', field: 'date' },
  reach: {
    kind: 'through',
    type: 'enrolment',
    meets: { field: 'program', target: 'program' },
    baseField: 'program',
    customerField: 'customer',
  },
};

function contractBefore(...isoMonths: readonly number[]): Partial<Campaign> {
  const path: DatePath = {
    ...{ base: 'contract', hops: [], holder: 'contract', field: 'endDate' },
    reach: { kind: 'reference', field: 'customer' },
  };
  const offsets = isoMonths.map(
    (months) => ({ direction: 'before', duration: { ...none, months }, iso: `P${months}M` }) as const,
  );
  return { id: 'renewal', identity: 'renewal', trigger: { kind: 'date', path, rule: { kind: 'dated', offsets } } };
}

describe('a run', () => {
  test('plans a mail for everybody whose birthday it is, and for nobody else', async () => {
    const world = aWorld();
    await world.keep(
      aCustomer('C1'),
      aCustomer('C2', { birthday: '2001-03-14' }),
      aCustomer('C3', { birthday: '2001-03-15' }),
    );
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-14');
    expect(world.rows().map(({ customer, state, date, key }) => [customer, state, date, key])).toEqual([
      ['C1', 'planned', '2027-03-14', 'birthday#customer/C1#2027#'],
      ['C2', 'planned', '2027-03-14', 'birthday#customer/C2#2027#'],
    ]);
    expect(world.offered.map(({ customer }) => customer)).toEqual(['C1', 'C2']);
  });

  test('writes down everybody who does not get one, with the reason, and tells whom it concerns', async () => {
    const world = aWorld();
    await world.keep(
      aCustomer('C1', { stopped: true }),
      aCustomer('C2', { consent: false }),
      aCustomer('C3', { email: undefined }),
      aCustomer('C4', { name: undefined }),
      aCustomer('C5', { approvalRequired: true }),
    );
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-14');
    expect(world.rows().map(({ customer, state, reason }) => `${customer} ${state} ${reason}`)).toEqual([
      ...['C1 stopped stop-flag', 'C2 skipped no-consent', 'C3 skipped invalid-address'],
      ...['C4 skipped missing-value:name', 'C5 awaiting-approval '],
    ]);
    expect(world.offered).toEqual([]);
    const told = world.notices.flatMap((notice) => (notice.kind === 'send' ? [notice.customer] : []));
    expect(told).toEqual(['C1', 'C3', 'C4', 'C5']);
    expect(world.notices.at(-1)).toMatchObject({
      kind: 'run',
      counts: { 'stopped:stop-flag': 1, 'awaiting-approval': 1 },
    });
  });

  test('that is delivered twice changes nothing the second time', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-14');
    const before = world.rows();
    await world.run('birthday', '2027-03-14');
    expect(world.rows()).toEqual(before);
    expect(world.offered).toHaveLength(1);
    expect(world.notices.filter(({ kind }) => kind === 'run')).toHaveLength(1);
  });

  test('covers its own day only when it is the first, and makes up for missed days later', async () => {
    const world = aWorld();
    await world.keep(
      ...['12', '13', '14', '15', '16'].map((day) => aCustomer(`C${day}`, { birthday: `2000-03-${day}` })),
    );
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-13');
    expect(world.rows().map(({ customer }) => customer)).toEqual(['C13']);
    await world.run('birthday', '2027-03-16');
    expect(world.rows().map(({ customer, dueOn, state }) => [customer, dueOn, state])).toEqual([
      ...[
        ['C13', '2027-03-13', 'planned'],
        ['C14', '2027-03-14', 'planned'],
      ],
      ...[
        ['C15', '2027-03-15', 'planned'],
        ['C16', '2027-03-16', 'planned'],
      ],
    ]);
  });

  test('does not mail what was due longer ago than the mail is valid, but reports it', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1', { birthday: '2000-03-14' }), aCustomer('C2', { birthday: '2000-03-17' }));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-13');
    await world.run('birthday', '2027-03-20');
    expect(world.rows().map(({ customer, state, reason }) => [customer, state, reason])).toEqual([
      ['C1', 'expired', 'late'],
      ['C2', 'planned', ''],
    ]);
    expect(world.notices).toContainEqual(expect.objectContaining({ kind: 'send', customer: 'C1', state: 'expired' }));
  });

  test('continues through its queue when time runs short, and then misses nobody', async () => {
    const world = aWorld();
    await world.keep(...[1, 2, 3].map((year) => aCustomer(`C${year}`, { birthday: '2000-03-14' })));
    await world.goLive(
      aVersion({
        trigger: {
          ...onBirthday,
          rule: {
            kind: 'yearly',
            leapDay: 'feb28',
            offsets: [...on, { direction: 'before', duration: { ...none, weeks: 1 }, iso: 'P1W' }],
          },
        },
      }),
    );
    await world.keep(aCustomer('C4', { birthday: '2000-03-21' }));
    let pages = 0;
    Object.assign(world.tools, { hasTime: () => ++pages > 1 });
    await world.run('birthday', '2027-03-14');
    expect(await world.tools.campaigns.watermark('birthday')).toBeUndefined();
    expect(world.planned).toHaveLength(1);
    await world.planAll();
    expect(world.rows().map(({ customer, offset }) => [customer, offset])).toEqual([
      ...[
        ['C1', ''],
        ['C2', ''],
        ['C3', ''],
        ['C4', 'P1W'],
      ],
    ]);
    expect(await world.tools.campaigns.watermark('birthday')).toBe('2027-03-14');
  });

  test('gives one mail for one delivery to a customer enrolled twice, also when the delivery moves afterwards', async () => {
    const world = aWorld();
    const enrolment = (id: string) => aRecord('enrolment', id, { customer: 'C1', program: 'P1' });
    await world.keep(
      aCustomer('C1'),
      aRecord('program', 'P1', { name: '講座' }),
      aRecord('delivery', 'D1', { program: 'P1', date: '2027-03-14' }),
      enrolment('E1'),
      enrolment('E2'),
    );
    await world.goLive(
      aVersion({ trigger: { kind: 'date', path: throughEnrolment, rule: { kind: 'dated', offsets: on } } }),
    );
    await world.run('birthday', '2027-03-14');
    expect(world.rows().map(({ record, path }) => [record, path])).toEqual([
      ['delivery/D1', { delivery: 'D1', program: 'P1', enrolment: 'E1' }],
    ]);
    await world.sendAll();
    await world.keep(aRecord('delivery', 'D1', { program: 'P1', date: '2027-03-20' }));
    world.moveTo('2027-03-20T09:00:00+09:00');
    await world.run('birthday', '2027-03-20');
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
  });

  test('sends each contract its three notices, counted back from the end and clamped to the month', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'), aRecord('contract', 'K1', { customer: 'C1', endDate: '2027-05-31' }));
    await world.goLive(aVersion(contractBefore(3, 1)));
    for (const day of ['2027-02-27', '2027-02-28', '2027-03-01', '2027-04-30']) await world.run('renewal', day);
    expect(world.rows().map(({ dueOn, offset, date }) => [dueOn, offset, date])).toEqual([
      ['2027-02-28', 'P3M', '2027-05-31'],
      ['2027-04-30', 'P1M', '2027-05-31'],
    ]);
  });

  test('within a span mails once per record and date, as soon as the condition holds', async () => {
    const world = aWorld();
    const path = { ...ownDate('contractEnd') };
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31', contractStatus: '解約' }));
    const where = { kind: 'map', clauses: [{ type: 'customer', key: 'contractStatus', values: ['有効'] }] } as const;
    await world.goLive(
      aVersion({ where, trigger: { kind: 'date', path, rule: { kind: 'within', within: { ...none, months: 3 } } } }),
    );
    await world.run('birthday', '2027-03-01');
    await world.run('birthday', '2027-03-02');
    expect(world.rows()).toMatchObject([{ dueOn: '2027-03-01', state: 'skipped', reason: 'where-false' }]);
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31', contractStatus: '有効' }));
    await world.run('birthday', '2027-03-03');
    await world.run('birthday', '2027-03-04');
    expect(world.rows()).toMatchObject([{ dueOn: '2027-03-03', state: 'planned', offset: '' }]);
    expect(world.offered).toHaveLength(1);
  });

  test('of a monthly letter reaches everyone on the last working day before a holiday', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'), aCustomer('C2'));
    await world.goLive(aVersion({ trigger: { kind: 'monthly', day: 31 }, businessDays: 'previous' }));
    for (const day of ['2027-02-25', '2027-02-26', '2027-02-27', '2027-02-28']) await world.run('birthday', day);
    expect(world.rows().map(({ customer, date, dueOn }) => [customer, date, dueOn])).toEqual([
      ['C1', '2027-02-28', '2027-02-26'],
      ['C2', '2027-02-28', '2027-02-26'],
    ]);
  });

  test('leaves alone who got the campaign recently', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'));
    await world.goLive(aVersion({ trigger: { kind: 'monthly', day: 14 }, notAgainWithin: { ...none, months: 2 } }));
    for (const month of ['03', '04', '05']) {
      world.moveTo(`2027-${month}-14T09:00:00+09:00`);
      await world.run('birthday', `2027-${month}-14`);
      await world.sendAll();
    }
    expect(world.rows().map(({ date, state, reason }) => [date, state, reason])).toEqual([
      ...[
        ['2027-03-14', 'sent', ''],
        ['2027-04-14', 'skipped', 'recently-sent'],
      ],
      ...[['2027-05-14', 'sent', '']],
    ]);
  });

  test('counts that from the day of the mail, however late SES tells of it', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'));
    await world.goLive(aVersion({ trigger: { kind: 'monthly', day: 14 }, notAgainWithin: { ...none, months: 2 } }));
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    const [row] = world.rows();
    if (row === undefined) throw new Error('nothing was planned');
    await world.tools.sendLog.move(row, ['sent'], { state: 'complained', reason: '', at: '2027-04-20T00:00:00.000Z' });
    world.moveTo('2027-05-14T09:00:00+09:00');
    await world.run('birthday', '2027-05-14');
    expect(world.rows().at(-1)).toMatchObject({ date: '2027-05-14', state: 'planned' });
  });

  test('takes over what an earlier system says it has sent', async () => {
    const world = aWorld();
    await world.keep(
      aCustomer('C1', { 'lastSent.birthday': '2027-03-13' }),
      aCustomer('C2', { 'lastSent.birthday': '2026-03-14' }),
    );
    await world.goLive(aVersion({ lastSentColumn: 'lastSent.birthday' }));
    await world.run('birthday', '2027-03-14');
    expect(world.rows().map(({ customer, reason }) => [customer, reason])).toEqual([
      ['C1', 'already-sent'],
      ['C2', ''],
    ]);
  });

  test('with two occurrences of a customer who is to be left alone after a mail lets exactly one leave', async () => {
    const world = aWorld();
    const path: DatePath = {
      ...{ base: 'purchase', hops: [], holder: 'purchase', field: 'date' },
      reach: { kind: 'reference', field: 'customer' },
    };
    await world.keep(
      aCustomer('C1'),
      aRecord('purchase', 'P1', { customer: 'C1', date: '2020-03-14' }),
      aRecord('purchase', 'P2', { customer: 'C1', date: '2021-03-14' }),
    );
    const trigger = { ...onBirthday, path };
    await world.goLive(aVersion({ trigger, notAgainWithin: { ...none, weeks: 1 } }));
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(world.rows().map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', ''],
      ['skipped', 'recently-sent'],
    ]);
    expect(world.mails).toHaveLength(1);
  });

  test('asks the condition of every way to a customer, and mails if one of them meets it', async () => {
    const world = aWorld();
    const enrolment = (id: string, kind: string) =>
      aRecord('enrolment', id, { customer: 'C1', program: 'P1', 区分: kind });
    await world.keep(
      aCustomer('C1'),
      aRecord('delivery', 'D1', { program: 'P1', date: '2027-03-14' }),
      enrolment('E1', 'お試し'),
      enrolment('E2', '本会員'),
    );
    const where = { kind: 'map', clauses: [{ type: 'enrolment', key: '区分', values: ['本会員'] }] } as const;
    await world.goLive(
      aVersion({ where, trigger: { kind: 'date', path: throughEnrolment, rule: { kind: 'dated', offsets: on } } }),
    );
    await world.run('birthday', '2027-03-14');
    expect(world.rows()).toMatchObject([{ state: 'planned', path: { enrolment: 'E2' } }]);
  });

  test('needs no record of the program to mail who is enrolled in it', async () => {
    const world = aWorld();
    await world.keep(
      aCustomer('C1'),
      aRecord('delivery', 'D1', { program: 'P1', date: '2027-03-14' }),
      aRecord('enrolment', 'E1', { customer: 'C1', program: 'P1' }),
      aRecord('enrolment', 'E2', { customer: 'nobody', program: 'P1' }),
    );
    await world.goLive(
      aVersion({ trigger: { kind: 'date', path: throughEnrolment, rule: { kind: 'dated', offsets: on } } }),
    );
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(world.rows().map(({ customer, state, reason }) => [customer, state, reason])).toEqual([
      ['C1', 'sent', ''],
      ['nobody', 'skipped', 'record-missing'],
    ]);
  });

  test('that is larger than the campaign expects holds every mail for a person, and says so', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'), aCustomer('C2'), aCustomer('C3', { stopped: true }));
    await world.goLive(aVersion({ expect: 1 }));
    await world.run('birthday', '2027-03-14');
    expect(world.rows().map(({ state, reason }) => [state, reason])).toEqual([
      ...[
        ['waiting', 'brake'],
        ['waiting', 'brake'],
      ],
      ['stopped', 'stop-flag'],
    ]);
    expect(world.offered).toEqual([]);
    expect(world.notices).toContainEqual(
      expect.objectContaining({ kind: 'run-held', mails: 2, isMore: false, limit: 1, limitFrom: 'expect' }),
    );
    expect(world.notices.filter(({ kind }) => kind === 'run')).toEqual([]);
    world.moveTo('2027-03-18T00:10:00+09:00');
    await world.sweep();
    await world.planAll();
    expect(world.rows().map(({ state, reason }) => [state, reason])).toContainEqual(['expired', 'brake']);
    expect(world.mails).toEqual([]);
  });

  test('that is as large as expected goes out', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'), aCustomer('C2'), aCustomer('C3', { consent: false }));
    await world.goLive(aVersion({ expect: 2 }));
    await world.run('birthday', '2027-03-14');
    expect(world.offered).toHaveLength(2);
  });

  test('looks back as far as its mails are valid', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1', { birthday: '2000-01-20' }));
    await world.goLive(aVersion({ validFor: { ...none, days: 60 } }));
    await world.run('birthday', '2027-01-05');
    await world.run('birthday', '2027-03-05');
    expect(world.rows()).toMatchObject([{ customer: 'C1', dueOn: '2027-01-20', state: 'planned' }]);
  });

  test('within a span does not ask again for an approval that nobody gave', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31' }));
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    await world.goLive(aVersion({ approval: 'always', trigger: { kind: 'date', path: ownDate('contractEnd'), rule } }));
    for (const day of ['14', '15', '16', '17', '18', '19']) {
      world.moveTo(`2027-03-${day}T09:00:00+09:00`);
      await world.sweep();
      await world.run('birthday', `2027-03-${day}`);
    }
    expect(world.rows()).toMatchObject([{ dueOn: '2027-03-14', state: 'expired', reason: 'approval-expired' }]);
    expect(world.notices.filter((notice) => notice.kind === 'send')).toHaveLength(2);
  });

  test('of a campaign that is no longer there does nothing', async () => {
    const world = aWorld();
    await world.keep(aCustomer('C1'));
    await world.run('birthday', '2027-03-14');
    expect(world.rows()).toEqual([]);
  });
});

describe('a run that is larger than expected', () => {
  test('holds also the mails of those whom an earlier run skipped', async () => {
    const path = ownDate('contractEnd');
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    const world = aWorld();
    const keep = (consent: boolean) =>
      world.keep(...['C1', 'C2'].map((id) => aCustomer(id, { consent, contractEnd: '2027-06-01' })));
    await keep(false);
    await world.goLive(aVersion({ trigger: { kind: 'date', path, rule }, expect: 1 }));
    await world.run('birthday', '2027-03-14');
    await keep(true);
    world.moveTo('2027-03-15T09:00:00+09:00');
    await world.run('birthday', '2027-03-15');
    expect(world.rows().map(({ state, reason }) => `${state} ${reason}`)).toEqual(['waiting brake', 'waiting brake']);
  });
});
