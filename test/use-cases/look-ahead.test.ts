import { describe, expect, test } from 'vitest';
import type { DatePath } from '../../lambda/domain/campaign/campaign.ts';
import { aCustomer, aRecord, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { aRequest } from './a-request.ts';

// 12 March 2027 is a Friday, 14 March a Sunday.
const friday = { now: '2027-03-12T09:00:00+09:00', day: '2027-03-12' };

describe('a mail that is due on a day off and needs approval', () => {
  test('is asked for on the working day before, with its real due day', async () => {
    const { only, told, read } = await aRequest(friday);
    expect(only()).toMatchObject({ state: 'awaiting-approval', dueOn: '2027-03-14', date: '2027-03-14' });
    expect(told()).toEqual(['awaiting-approval']);
    expect((await read()).untilMs).toBe(Date.parse('2027-03-18T00:00:00+09:00'));
  });

  test('is shown as it will read on its day', async () => {
    const { read } = await aRequest({ ...friday, version: aVersion({}, { text: '{{today}} {{unsubscribeUrl}}' }) });
    expect((await read()).mail?.text).toContain('2027-03-14');
  });

  test('is judged as on its day', async () => {
    const where = { kind: 'cel', expression: 'today == "2027-03-14"' } as const;
    const { outcome, answer } = await aRequest({ ...friday, version: aVersion({ where }) });
    expect(outcome()).toBe('awaiting-approval');
    expect((await answer())?.kind).toBe('decided');
  });

  test('approved on Friday, leaves on Sunday at its time and not before', async () => {
    const { world, answer, at, outcome } = await aRequest({
      ...friday,
      version: aVersion({}, { text: '{{today}} {{unsubscribeUrl}}' }),
    });
    expect((await answer())?.kind).toBe('decided');
    expect(world.planned).toEqual([]);
    for (const early of ['2027-03-12T10:00:00+09:00', '2027-03-13T09:00:00+09:00', '2027-03-14T08:59:00+09:00']) {
      await at(early);
      expect(outcome()).toBe('waiting approved');
    }
    await at('2027-03-14T09:00:00+09:00');
    expect(outcome()).toBe('sent');
    expect(world.mails).toMatchObject([{ text: expect.stringContaining('2027-03-14') }]);
  });

  test('does not leave early by a message that should not have come', async () => {
    const { world, answer, only, outcome } = await aRequest(friday);
    await answer();
    const { customer, key } = only();
    world.planned.push({ kind: 'again', rows: [{ customer, key }] });
    await world.planAll();
    expect(outcome()).toBe('waiting approved');
  });

  test('counts in the run that asked, and not again in the run of its day', async () => {
    const { world, only } = await aRequest(friday);
    const runs = () => world.notices.filter((notice) => notice.kind === 'run');
    expect(runs()).toMatchObject([{ date: '2027-03-12', counts: { 'awaiting-approval': 1 } }]);
    const asked = only();
    for (const day of ['2027-03-13', '2027-03-14']) {
      world.moveTo(`${day}T09:00:00+09:00`);
      await world.run('birthday', day);
    }
    expect(only()).toEqual(asked);
    expect(runs()).toHaveLength(1);
  });

  test.each([
    ['leaves on its day when nobody need be asked any more', { approvalRequired: false }, 'sent'],
    ['is stopped on its day when the customer is by then', { stopped: true }, 'stopped stop-flag'],
  ])('%s', async (_, fields, becomes) => {
    const { world, outcome } = await aRequest(friday);
    await world.keep(aCustomer('C1', { approvalRequired: true, ...fields }));
    world.moveTo('2027-03-14T09:00:00+09:00');
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(outcome()).toBe(becomes);
  });

  test('leaves the card of its own day’s run whole, even when plan decides it before that run', async () => {
    const { world, answer, at } = await aRequest(friday);
    await world.keep(aCustomer('C2'));
    await answer();
    await world.run('birthday', '2027-03-13');
    await at('2027-03-14T09:00:00+09:00');
    await world.run('birthday', '2027-03-14');
    expect(world.notices.filter((notice) => notice.kind === 'run').at(-1)).toEqual({
      ...{ kind: 'run', campaign: 'birthday', date: '2027-03-14', counts: { planned: 1 } },
    });
    await at('2027-03-14T09:20:00+09:00');
    expect(world.mails.map(({ to }) => to.address)).toHaveLength(2);
    await world.sweep();
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
  });

  test('is asked for on Friday for the Monday of a long weekend, too', async () => {
    // 22 March 2027 is the substitute holiday of the spring equinox.
    const customers = ['03-19', '03-20', '03-21', '03-22', '03-23'].map((monthDay) =>
      aCustomer(monthDay, { birthday: `2000-${monthDay}`, approvalRequired: true }),
    );
    const world = aWorld({ now: '2027-03-19T09:00:00+09:00' });
    await world.keep(...customers);
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-19');
    expect(world.rows().map(({ dueOn }) => dueOn)).toEqual(['2027-03-19', '2027-03-20', '2027-03-21', '2027-03-22']);
  });

  test('is not asked for by a run on a day off', async () => {
    const world = aWorld({ now: '2027-03-13T09:00:00+09:00' });
    await world.keep(aCustomer('C1', { approvalRequired: true }));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-13');
    expect(world.rows()).toEqual([]);
  });

  test('is asked for even when time runs short: the run goes on, and its day is done only then', async () => {
    const path: DatePath = {
      ...{ base: 'contract', hops: [], holder: 'contract', field: 'endDate' },
      reach: { kind: 'reference', field: 'customer' },
    };
    const version = aVersion({
      approval: 'always',
      trigger: { kind: 'date', path, rule: { kind: 'within', within: { years: 0, months: 0, weeks: 0, days: 3 } } },
    });
    const world = aWorld(friday);
    const ends = ['13', '14', '15', '16', '17'];
    await world.keep(
      aCustomer('C1'),
      ...ends.map((day) => aRecord('contract', `K${day}`, { customer: 'C1', endDate: `2027-03-${day}` })),
    );
    await world.goLive(version);
    Object.assign(world.tools, { hasTime: () => false });
    await world.run('birthday', '2027-03-12');
    const daysAhead = new Set<string>();
    while (world.planned.length > 0) {
      expect(await world.tools.campaigns.watermark('birthday')).toBeUndefined();
      const [message] = world.planned;
      if (message?.kind === 'continue' && message.day > '2027-03-12') daysAhead.add(message.day);
      await world.planOne();
    }
    expect([...daysAhead]).toEqual(['2027-03-13', '2027-03-14']);
    expect(world.rows().map(({ date, dueOn }) => `${date} ${dueOn}`)).toEqual([
      ...['2027-03-13 2027-03-12', '2027-03-14 2027-03-12', '2027-03-15 2027-03-12'],
      ...['2027-03-16 2027-03-13', '2027-03-17 2027-03-14'],
    ]);
    expect(await world.tools.campaigns.watermark('birthday')).toBe('2027-03-12');
  });
});

describe('others that are due on a day off', () => {
  test('get nothing before their day, whatever is decided of them then', async () => {
    const world = aWorld(friday);
    await world.keep(
      aCustomer('C1'),
      aCustomer('C2', { stopped: true }),
      aCustomer('C3', { consent: false, approvalRequired: true }),
    );
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-12');
    expect(world.rows()).toEqual([]);
    world.moveTo('2027-03-14T09:00:00+09:00');
    await world.run('birthday', '2027-03-14');
    expect(world.rows().map(({ state, reason }) => `${state} ${reason}`.trim())).toEqual([
      ...['planned', 'stopped stop-flag', 'skipped no-consent'],
    ]);
  });
});

describe('a delivery that moves after it was asked for', () => {
  const path: DatePath = {
    ...{ base: 'delivery', hops: [], holder: 'delivery', field: 'date' },
    reach: {
      ...{ kind: 'through', type: 'enrolment', baseField: 'program', customerField: 'customer' },
      meets: { field: 'program', target: 'program' },
    },
  };
  const none = { years: 0, months: 0, weeks: 0, days: 0 };
  const offsets = [{ direction: 'on', duration: none, iso: '' }] as const;
  const version = aVersion({
    ...{ id: 'course', approval: 'always', trigger: { kind: 'date', path, rule: { kind: 'dated', offsets } } },
  });
  const delivery = (date: string) => aRecord('delivery', 'D1', { program: 'P1', date, title: '第1回' });
  const records = [
    aCustomer('C1'),
    aRecord('program', 'P1', { name: '講座' }),
    aRecord('enrolment', 'E1', { customer: 'C1', program: 'P1' }),
    delivery('2027-03-14'),
  ];

  test.each(['2027-03-16', '2027-03-13'])('to %s is asked for again for that day', async (day) => {
    for (const isApproved of [false, true]) {
      const { world, answer, only, at, outcome } = await aRequest({ ...friday, version, records });
      if (isApproved) await answer();
      await world.keep(delivery(day));
      world.moveTo(`${day}T09:00:00+09:00`);
      await world.run('course', day);
      expect(only()).toMatchObject({ state: 'awaiting-approval', reason: '', dueOn: day, date: day });
      expect(only().decisions?.map(({ decision }) => decision)).toEqual(isApproved ? ['approved', 'void'] : undefined);
      await at(`${day}T12:00:00+09:00`);
      expect(world.mails).toEqual([]);
      expect((await answer())?.kind).toBe('decided');
      await world.planAll();
      await world.sendAll();
      expect(outcome()).toBe('sent');
    }
  });
});
